#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
//! The desktop app: `faldone-app [--folder DIR]`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    faldone_app::run(std::env::args_os().skip(1))
}
