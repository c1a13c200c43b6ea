//! `cargo xtask test`: every test of every layer, each layer timed.
//!
//! Everything is compiled in one go and the test programs are then started one by one. Asking cargo for one package after the other
//! would compile shared dependencies again for each, with another set of features.

use crate::shell::{self, Counts, Layers};
use crate::{packages, ui};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What was asked for on the command line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Also the tests marked `#[ignore = "long: …"]`.
    long: bool,
    /// Only tests whose name holds this.
    filter: Option<String>,
}

impl Options {
    /// Reads `[--long] [FILTER]`.
    pub(crate) fn parse(args: &[&str]) -> Result<Options> {
        let mut options = Options::default();
        for arg in args {
            match *arg {
                "--long" => options.long = true,
                other if other.starts_with('-') => bail!("unknown option of test: {other}"),
                other if options.filter.is_some() => bail!("a second filter: {other}"),
                other => options.filter = Some(other.to_owned()),
            }
        }
        Ok(options)
    }
}

/// A compiled test program.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Program {
    /// The folder of its package; it runs there.
    package: PathBuf,
    target: String,
    executable: PathBuf,
}

/// Runs everything; returns whether all went well. A layer that fails does not stop the others.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let mut wanted = vec![packages::BUILD, packages::TEST];
    if options.long {
        wanted.push(packages::LONG);
    }
    if !ui::browser() {
        wanted.push(packages::BROWSER);
    }
    packages::ensure("build the app and run its tests", &wanted)?;
    let skips = Skips::new()?;
    let mut layers = Layers::default();

    let mut programs = Vec::new();
    layers.step("build", || build(&mut programs));

    let layer = |name: &'static str, package: &'static str, target: Option<&'static str>| {
        (name, PathBuf::from(package), target)
    };
    let rust = [
        layer("rules", "crates/rules", None),
        layer("pdf", "crates/pdf", None),
        layer("faldone", "crates/faldone", None),
        layer("cli", "crates/cli", None),
        layer("xtask", "xtask", None),
        layer("app", "src-tauri", None),
        layer("tidy", "tests", Some("tidy")),
        layer("stories", "tests", Some("")),
        layer("window", "tests", Some("window")),
    ];
    for (name, package, target) in rust {
        let of_layer: Vec<&Program> =
            programs.iter().filter(|program| belongs(program, &package, target)).collect();
        layers.tests(name, || {
            if of_layer.is_empty() {
                bail!("no test program was built");
            }
            let mut counts = Counts::default();
            for program in of_layer {
                counts.add(one(program, options, &skips)?);
            }
            Ok(counts)
        });
    }
    layers.tests("doc", || {
        let mut doc = shell::cargo(&["test", "--workspace", "--doc", "--no-fail-fast", "--quiet"]);
        counted(with_filter(&mut doc, options, true))
    });
    layers.tests("ui", || {
        ui::ready()?;
        let mut counts = Counts::default();
        for script in ["test", "test:components"] {
            let mut args = vec!["run", script, "--"];
            args.extend(options.filter.as_deref().into_iter().flat_map(|filter| ["-t", filter]));
            counts.add(counted(ui::npm(&args).env("NO_COLOR", "1"))?);
        }
        if options.filter.is_some() {
            // vitest calls "skipped" what the filter left out.
            counts.skipped = 0;
        }
        Ok(counts)
    });

    let mut fine = layers.summary();
    let mut counts = layers.counts();
    let skipped = skips.lines();
    for line in &skipped {
        println!("{line}");
    }
    counts.skipped += u32::try_from(skipped.len())?;
    if !skipped.is_empty() && shell::on_ci() && cfg!(target_os = "linux") {
        println!("On this system no test may skip itself.");
        counts.failed += u32::try_from(skipped.len())?;
        fine = false;
    }
    println!("\n{} passed, {} failed, {} skipped", counts.passed, counts.failed, counts.skipped);
    Ok(fine)
}

/// Compiles the programs and all test programs of the workspace, and collects the latter.
fn build(programs: &mut Vec<Program>) -> Result<()> {
    let mut build = shell::cargo(&["build", "--workspace", "--bins", "--tests", "--keep-going"]);
    build.arg("--message-format=json-render-diagnostics");
    let code = shell::stream(&mut build, |line| programs.extend(Program::from_message(line)))?;
    // In a fixed order: the library's own tests before the stories, whichever compiled first.
    programs.sort_by(|a, b| (&a.package, &a.target).cmp(&(&b.package, &b.target)));
    if code != 0 {
        bail!("something does not compile");
    }
    Ok(())
}

impl Program {
    /// Reads one line of cargo's JSON messages; `None` if it does not tell of a test program.
    fn from_message(line: &str) -> Option<Program> {
        // The target has a field of this name as well (whether it can be tested); the profile says whether it is the test build.
        let profile = line.split_once(r#""profile":{"#)?.1.split_once('}')?.0;
        if !profile.contains(r#""test":true"#) {
            return None;
        }
        let manifest = PathBuf::from(string_field(line, "manifest_path")?);
        Some(Program {
            package: manifest.parent()?.to_owned(),
            target: string_field(line.split_once(r#""target":{"#)?.1, "name")?,
            executable: PathBuf::from(string_field(line, "executable")?),
        })
    }
}

/// Returns the string value of a JSON field, its backslashes taken off. Paths and names need no more than that.
fn string_field(json: &str, name: &str) -> Option<String> {
    let mut rest = json.split_once(&format!("\"{name}\":\""))?.1.chars();
    let mut value = String::new();
    loop {
        match rest.next()? {
            '"' => return Some(value),
            '\\' => value.push(rest.next()?),
            other => value.push(other),
        }
    }
}

/// `target`: `None` for all of the package, `Some("")` for those that have no layer of their own.
fn belongs(program: &Program, package: &Path, target: Option<&str>) -> bool {
    program.package.ends_with(package)
        && match target {
            None => true,
            Some("") => !["tidy", "window"].contains(&program.target.as_str()),
            Some(name) => program.target == name,
        }
}

fn one(program: &Program, options: &Options, skips: &Skips) -> Result<Counts> {
    let executable = program.executable.to_string_lossy();
    // The window gets a screen and a session bus of its own: nothing pops up on the desk of who runs the tests.
    let own_screen = program.target == "window" && cfg!(target_os = "linux");
    let mut command = if own_screen {
        let screen = ["--", "xvfb-run", "-a", "-s", "-screen 0 1280x800x24", &executable];
        shell::command("dbus-run-session", &screen)
    } else {
        shell::command(&executable, &[])
    };
    with_filter(&mut command, options, false);
    // Test programs expect what `cargo test` gives them: their package's folder, in both ways.
    command.current_dir(&program.package).env("CARGO_MANIFEST_DIR", &program.package);
    command.env("FALDONE_SKIPS", &skips.file);
    if options.long {
        command.env("FALDONE_LONG", "1");
    }
    counted(&mut command)
}

fn with_filter<'a>(command: &'a mut Command, options: &Options, by_cargo: bool) -> &'a mut Command {
    if by_cargo {
        command.arg("--");
    }
    if options.long && !by_cargo {
        command.arg("--include-ignored");
    }
    command.args(&options.filter)
}

/// Runs a test program, shows what it prints and adds up its results.
fn counted(command: &mut Command) -> Result<Counts> {
    let mut counts = Counts::default();
    let code = shell::stream(command, |line| {
        println!("{line}");
        counts.add(result_of(line));
    })?;
    if code != 0 && counts.failed == 0 {
        // It died before it could say which test did.
        println!("{} ended with {code}", shell::shown(command));
        counts.failed = 1;
    }
    Ok(counts)
}

/// Reads the closing line of Rust's test runner or of vitest; nothing from any other line.
fn result_of(line: &str) -> Counts {
    let line = line.trim();
    let (rest, separator) = match line.strip_prefix("test result:") {
        Some(rest) => (rest, ';'),
        None => match line.strip_prefix("Tests ") {
            Some(rest) => (rest, '|'),
            None => return Counts::default(),
        },
    };
    let mut counts = Counts::default();
    for part in rest.split(separator) {
        let words: Vec<&str> = part.split_whitespace().collect();
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<u32>() else { continue };
            match pair[1] {
                "passed" => counts.passed += number,
                "failed" => counts.failed += number,
                "ignored" | "skipped" | "todo" => counts.skipped += number,
                _ => {}
            }
        }
    }
    counts
}

/// The tests that could not run here. A test that skips itself appends a line `SKIPPED: why` to the file named by FALDONE_SKIPS:
/// what it prints is swallowed by the test runner.
struct Skips {
    file: PathBuf,
}

impl Skips {
    fn new() -> Result<Skips> {
        let file = shell::target_dir()?.join("skipped-tests.txt");
        std::fs::write(&file, "")?;
        Ok(Skips { file })
    }

    fn lines(&self) -> Vec<String> {
        let text = std::fs::read_to_string(&self.file).unwrap_or_default();
        text.lines().filter(|line| line.starts_with("SKIPPED: ")).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_both_runners_are_read() {
        let rust = "test result: FAILED. 12 passed; 1 failed; 2 ignored; 0 measured; 3 filtered out; finished in 0.10s";
        assert_eq!(result_of(rust), Counts { passed: 12, failed: 1, skipped: 2 });
        let vitest = "      Tests  1 failed | 11 passed | 2 skipped (14)";
        assert_eq!(result_of(vitest), Counts { passed: 11, failed: 1, skipped: 2 });
        assert_eq!(result_of(" Test Files  1 passed (1)"), Counts::default());
        assert_eq!(result_of("test three_passed ... ok"), Counts::default());
    }

    #[test]
    fn test_programs_are_found_among_cargos_messages() {
        let message = |test: bool, executable: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","package_id":"x","manifest_path":"C:\\home\\crates\\pdf\\Cargo.toml","target":{{"kind":["lib"],"name":"faldone_pdf","doc":true,"test":true}},"profile":{{"opt_level":"1","test":{test}}},"filenames":[],"executable":{executable},"fresh":true}}"#
            )
        };
        let found = Program::from_message(&message(true, r#""C:\\target\\pdf-1.exe""#)).unwrap();
        assert_eq!(found.target, "faldone_pdf");
        assert_eq!(found.executable, PathBuf::from(r"C:\target\pdf-1.exe"));
        assert_eq!(Program::from_message(&message(false, r#""C:\\target\\faldone.exe""#)), None);
        assert_eq!(Program::from_message(&message(true, "null")), None);
    }

    #[test]
    fn options() {
        let long = Options { long: true, filter: Some("undo".to_owned()) };
        assert_eq!(Options::parse(&["--long", "undo"]).unwrap(), long);
        assert!(Options::parse(&["--lnog"]).is_err());
    }
}
