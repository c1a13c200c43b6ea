//! What differs between operating systems, behind names that mean the same everywhere.
//!
//! Linux is what the tests run on. The macOS and Windows files are written after their systems' documentation and are
//! built by the CI matrix only; their own headings say what has not been tried.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(windows)]
use windows as system;

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;
use std::time::Duration;

/// What one worker process may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerLimits {
    /// Address space (Linux) or committed memory (Windows), in bytes.
    pub memory_bytes: u64,
    /// Processor time until the first [`allow_cpu_until`], in seconds.
    pub cpu_seconds: u64,
}

/// Asks the allocator to give memory back that is not used any more, where it would keep it. Once, at the start of a program that lives
/// long.
pub fn give_memory_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    system::give_memory_back();
}

/// Renames a file or folder and never replaces anything: fails with [`io::ErrorKind::AlreadyExists`] when `to` is taken, and with
/// [`io::ErrorKind::Unsupported`] on a file system that cannot refuse to replace.
pub fn rename_no_replace(from: &Path, to: &Path) -> io::Result<()> {
    system::rename_no_replace(from, to)
}

/// As [`rename_no_replace`], for two names below the folder `root`, on the way to which no link leads out of it: also not one that
/// somebody puts there at this very moment, where the system can see to that (Linux).
pub fn rename_inside(root: &Path, from: &Path, to: &Path) -> io::Result<()> {
    system::rename_inside(root, from, to)
}

/// Opens an ordinary file for reading. A link, a pipe or a device that took its place is refused, and never waited for.
pub fn open_plain(path: &Path) -> io::Result<File> {
    let file = system::open_no_link(path)?;
    if file.metadata()?.is_file() {
        return Ok(file);
    }
    Err(io::Error::other("it is not an ordinary file any more"))
}

/// Returns whether two paths are two names (hard links) of one file: either may go and the content stays. False where that cannot be
/// told for sure.
pub fn are_names_of_one_file(one: &Path, other: &Path) -> io::Result<bool> {
    system::are_names_of_one_file(one, other)
}

/// Makes a folder that only this account can enter (0700); one that is there already is kept as it is.
pub fn private_dir(path: &Path) -> io::Result<()> {
    system::private_dir(path)
}

/// Creates a file that only this account can read (0600); fails when it is there already.
pub fn private_file(path: &Path) -> io::Result<File> {
    system::private_file(path)
}

/// Lets the group into `path`, a file or folder of ours, when the folder `beside` is one the group may write to: two
/// accounts of a computer that share a master folder must be able to read each other's journal.
pub fn share_like(path: &Path, beside: &Path) -> io::Result<()> {
    system::share_like(path, beside)
}

/// Lets the same group and accounts into `path`, a file of ours, as into `like`; where the group cannot be had, nobody else.
pub fn let_in_as(path: &Path, like: &Path) -> io::Result<()> {
    system::let_in_as(path, like)
}

/// Returns whether only a stand-in of the file is on this computer, so that reading it would download it. Linux has no such
/// mark that all sync programs share.
pub fn is_only_in_the_cloud(about: &Metadata) -> bool {
    system::is_only_in_the_cloud(about)
}

/// Takes from other accounts every permission on a file or folder, from the group too unless it is `shared` with it. Returns
/// whether they are out now: a disk may know no permissions.
pub fn keep_others_out(path: &Path, shared: bool) -> io::Result<bool> {
    system::keep_others_out(path, shared)
}

/// Returns whether the account's group may write into a folder.
pub fn is_shared_with_group(folder: &Path) -> bool {
    system::is_shared_with_group(folder)
}

/// Limits the current process, a worker, before it reads its first file. There is no way back.
pub fn limit_this_process(limits: &WorkerLimits) -> io::Result<()> {
    system::limit_this_process(limits)
}

/// Returns the processor time this process has used so far.
pub fn cpu_time_used() -> Duration {
    system::cpu_time_used()
}

/// Lets this process run until it has used `total` processor time, then the system ends it: called before each file
/// with [`cpu_time_used`] plus what one file may take.
pub fn allow_cpu_until(total: Duration) -> io::Result<()> {
    system::allow_cpu_until(total)
}

/// Makes the entries of a folder (new, renamed and removed names) survive a power cut.
pub fn sync_dir(path: &Path) -> io::Result<()> {
    system::sync_dir(path)
}

/// Returns whether any program has the file open for writing; `None` where the system does not say.
pub fn is_being_written(path: &Path) -> Option<bool> {
    system::is_being_written(path)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn a_file_is_being_written_until_its_last_writer_closes_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.pdf");
        let writer = File::create_new(&path).unwrap();
        let other = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
        assert_eq!(is_being_written(&path), Some(true));
        drop(writer);
        assert_eq!(is_being_written(&path), Some(true));
        drop(other);
        let reader = File::open(&path).unwrap();
        assert_eq!(is_being_written(&path), Some(false), "who only reads changes nothing");
        drop(reader);
        assert_eq!(is_being_written(&dir.path().join("b.pdf")), None);
    }

    #[test]
    fn the_processor_limit_can_be_raised_before_each_file_and_never_falls_short() {
        use rustix::process::{Resource, getrlimit};
        let enough = cpu_time_used() + Duration::from_secs(3600);
        for more in [500, 1500] {
            let total = enough + Duration::from_millis(more);
            allow_cpu_until(total).unwrap();
            let seconds = getrlimit(Resource::Cpu).current.unwrap();
            assert!(Duration::from_secs(seconds) >= total);
            assert!(Duration::from_secs(seconds) < total + Duration::from_secs(1));
        }
    }
}
