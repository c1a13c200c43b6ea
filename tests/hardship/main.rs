//! Hard times for the real binary: bad input, hostile files, half-written files, no network, private data.
//!
//! Only on Linux: permissions, /proc, mounts and strace are what these tests look with.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "A helper of a test fails as a test does.")]

mod accents;
mod arriving;
mod clouds;
mod devices;
mod disks;
mod faults;
mod filesystems;
mod fuzzed;
mod hostile;
mod hostile_folder;
mod hostile_more;
mod input;
mod killed_index;
mod kills;
mod loss;
mod mended;
mod mounts;
mod names;
mod odd_files;
mod offline;
mod papers;
mod private;
mod races;
mod refusals;
mod settle;
mod smaller;
mod support;
mod sync;
mod syncthing;
mod together;
mod verify;
mod watching;
