//! Windows. Not run by its authors: written after the system's documentation, built in CI.
//!
//! Processor time is not limited per file here: the worker's parent ends it by the wall clock. Files and folders of ours
//! lie in the account's own profile or in the user's folder and take the rights of the folder they are in.

#![expect(
    unsafe_code,
    reason = "the system's own functions; each call is one line with plain arguments"
)]

use super::WorkerLimits;
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::windows::ffi::OsStrExt;
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;
use windows_sys::Win32::Foundation::{ERROR_LOCK_VIOLATION, ERROR_SHARING_VIOLATION, FILETIME};
use windows_sys::Win32::Storage::FileSystem::{
    FILE_SHARE_DELETE, FILE_SHARE_READ, MOVEFILE_WRITE_THROUGH, MoveFileExW,
};
use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_PROCESS_MEMORY,
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation,
    SetInformationJobObject,
};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, GetProcessTimes};

/// Virus scanners and the search indexer hold a file that has just been written for a moment; a program that has it open holds it
/// for as long as it likes. So a file in use is tried for half a second, and then told.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(50);

/// `MoveFileExW` without `MOVEFILE_REPLACE_EXISTING`: fails when the name is taken, as one step of the file system. A file that
/// another program holds open (ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION) is [`io::ErrorKind::ResourceBusy`].
pub(super) fn rename_no_replace(from: &Path, to: &Path) -> io::Result<()> {
    let wide = |path: &Path| path.as_os_str().encode_wide().chain([0]).collect::<Vec<u16>>();
    let (from, to) = (wide(from), wide(to));
    let mut tries = 1;
    loop {
        // SAFETY: both strings end with a zero and outlive the call.
        let moved =
            done(unsafe { MoveFileExW(from.as_ptr(), to.as_ptr(), MOVEFILE_WRITE_THROUGH) });
        let code = moved.as_ref().err().and_then(io::Error::raw_os_error);
        let is_in_use = [ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION]
            .iter()
            .any(|held| code.and_then(|code| u32::try_from(code).ok()) == Some(*held));
        match moved {
            Err(_) if is_in_use && tries < TRIES => {
                tries += 1;
                std::thread::sleep(PAUSE);
            }
            Err(_) if is_in_use => return Err(io::ErrorKind::ResourceBusy.into()),
            moved => return moved,
        }
    }
}

/// `MoveFileExW` is one step, so no rename of ours ever leaves two names.
pub(super) fn are_names_of_one_file(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

pub(super) fn rename_inside(_root: &Path, from: &Path, to: &Path) -> io::Result<()> {
    rename_no_replace(from, to)
}

/// What is looked at here may be a link a moment later; Windows lets only administrators make those.
pub(super) fn open_no_link(path: &Path) -> io::Result<File> {
    if path.symlink_metadata()?.is_file() {
        return File::open(path);
    }
    Err(io::Error::other("it is not an ordinary file any more"))
}

pub(super) fn private_dir(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

pub(super) fn private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// The user's own folders are shut to other accounts by what they inherit.
pub(super) fn keep_others_out(_path: &Path, _shared: bool) -> io::Result<bool> {
    Ok(true)
}

pub(super) fn is_shared_with_group(_folder: &Path) -> bool {
    false
}

pub(super) fn share_like(_path: &Path, _beside: &Path) -> io::Result<()> {
    Ok(())
}

/// What lies in a folder inherits who may read it.
pub(super) fn let_in_as(_path: &Path, _like: &Path) -> io::Result<()> {
    Ok(())
}

/// OneDrive, Dropbox, iCloud and Nextcloud use the Cloud Files API there: `FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS` and
/// `…_RECALL_ON_OPEN`, older programs `FILE_ATTRIBUTE_OFFLINE`.
pub(super) fn is_only_in_the_cloud(about: &Metadata) -> bool {
    std::os::windows::fs::MetadataExt::file_attributes(about) & (0x40_0000 | 0x4_0000 | 0x1000) != 0
}

/// Opening a file so that nobody else may write to it is refused while somebody does (ERROR_SHARING_VIOLATION).
pub(super) fn is_being_written(path: &Path) -> Option<bool> {
    const SHARING_VIOLATION: i32 = 32;
    let all_but_writing = FILE_SHARE_READ | FILE_SHARE_DELETE;
    match OpenOptions::new().read(true).share_mode(all_but_writing).open(path) {
        Ok(_) => Some(false),
        Err(error) => (error.raw_os_error() == Some(SHARING_VIOLATION)).then_some(true),
    }
}

/// Puts this process into a job of its own with a memory limit; the job lives as long as the process.
pub(super) fn limit_this_process(limits: &WorkerLimits) -> io::Result<()> {
    // SAFETY: no name and no attributes; a null answer is looked at.
    let job = unsafe { CreateJobObjectW(std::ptr::null(), std::ptr::null()) };
    if job.is_null() {
        return Err(io::Error::last_os_error());
    }
    let mut about = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
    about.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_PROCESS_MEMORY;
    about.ProcessMemoryLimit = usize::try_from(limits.memory_bytes).unwrap_or(usize::MAX);
    let size = u32::try_from(size_of_val(&about)).unwrap_or(0);
    // SAFETY: `about` is of the type the class asks for, `size` is its size.
    done(unsafe {
        SetInformationJobObject(
            job,
            JobObjectExtendedLimitInformation,
            (&raw const about).cast(),
            size,
        )
    })?;
    // SAFETY: both handles are valid; the pseudo-handle of this process needs no closing.
    done(unsafe { AssignProcessToJobObject(job, GetCurrentProcess()) })
}

pub(super) fn cpu_time_used() -> Duration {
    let mut times = [FILETIME::default(); 4];
    let [made, ended, kernel, user] = &mut times;
    // SAFETY: four valid places to write to.
    if unsafe { GetProcessTimes(GetCurrentProcess(), made, ended, kernel, user) } == 0 {
        return Duration::ZERO;
    }
    // In units of 100 ns.
    let ticks = |t: &FILETIME| (u64::from(t.dwHighDateTime) << 32) | u64::from(t.dwLowDateTime);
    Duration::from_nanos((ticks(&times[2]) + ticks(&times[3])).saturating_mul(100))
}

pub(super) fn allow_cpu_until(_total: Duration) -> io::Result<()> {
    Ok(())
}

/// NTFS journals its names by itself; a folder cannot be synced.
pub(super) fn sync_dir(_path: &Path) -> io::Result<()> {
    Ok(())
}

fn done(answer: i32) -> io::Result<()> {
    if answer == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
