//! Linux.

#![expect(unsafe_code, reason = "fcntl's leases and mallopt, which rustix does not wrap")]

use super::WorkerLimits;
use super::unix::limit;
pub(super) use super::unix::{
    allow_cpu_until, are_names_of_one_file, cpu_time_used, is_shared_with_group, keep_others_out,
    let_in_as, open_no_link, private_dir, private_file, share_like, sync_dir,
};
use rustix::fs::{CWD, Mode, OFlags, RenameFlags, ResolveFlags, open, openat2, renameat_with};
use rustix::io::Errno;
use rustix::process::Resource;
use std::fs::{Metadata, OpenOptions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// The threads share two heaps, and what is free at their end goes back to the system. By itself glibc gives every thread a heap of its
/// own and keeps what ten thousand papers once took: that was half of the app's memory.
#[cfg(target_env = "gnu")]
pub(super) fn give_memory_back() {
    const KEPT_AT_MOST: libc::c_int = 1 << 20;
    // SAFETY: two numbers of the allocator are set, before there are other threads.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 2);
        libc::mallopt(libc::M_TRIM_THRESHOLD, KEPT_AT_MOST);
    }
}

pub(super) fn rename_no_replace(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Err(io::ErrorKind::Unsupported.into()),
        done => done.map_err(io::Error::from),
    }
}

fn leads_out() -> io::Error {
    io::Error::other("a link on the way leads out of the folder")
}

/// Both folders are opened on a way that never leaves `root`, and the names are changed in those: what is put in the way afterwards
/// changes nothing any more. Kernels before 5.6 cannot do that.
pub(super) fn rename_inside(root: &Path, from: &Path, to: &Path) -> io::Result<()> {
    let (Ok(from_inside), Ok(to_inside)) = (from.strip_prefix(root), to.strip_prefix(root)) else {
        return Err(leads_out());
    };
    let root = open(root, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let folder = |inside: &Path| {
        let parent = inside.parent().filter(|parent| !parent.as_os_str().is_empty());
        openat2(
            &root,
            parent.unwrap_or(Path::new(".")),
            OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC,
            Mode::empty(),
            ResolveFlags::BENEATH,
        )
    };
    let (old, new) = match (folder(from_inside), folder(to_inside)) {
        (Err(Errno::NOSYS | Errno::PERM), _) => return rename_no_replace(from, to),
        (Err(Errno::XDEV), _) | (_, Err(Errno::XDEV)) => return Err(leads_out()),
        (old, new) => (old?, new?),
    };
    let (Some(old_name), Some(new_name)) = (from.file_name(), to.file_name()) else {
        return Err(io::ErrorKind::InvalidFilename.into());
    };
    match renameat_with(&old, old_name, &new, new_name, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Err(io::ErrorKind::Unsupported.into()),
        done => done.map_err(io::Error::from),
    }
}

pub(super) fn is_only_in_the_cloud(_about: &Metadata) -> bool {
    false
}

pub(super) fn limit_this_process(limits: &WorkerLimits) -> io::Result<()> {
    limit(Resource::Core, 0, true)?;
    limit(Resource::As, limits.memory_bytes, true)?;
    limit(Resource::Cpu, limits.cpu_seconds, false)
}

/// A read lease is refused while anybody has the file open for writing (fcntl(2), "Leases"). It is held for no longer than it
/// takes to give it back. Only the file's owner may ask, and not every file system answers: then nothing is known.
pub(super) fn is_being_written(path: &Path) -> Option<bool> {
    /// From the kernel's <asm-generic/fcntl.h>; libc does not name it.
    const F_SETSIG: libc::c_int = 10;
    // A pipe that took the file's place would keep an ordinary open waiting for a writer.
    let mut options = OpenOptions::new();
    let file = options.read(true).custom_flags(libc::O_NONBLOCK).open(path).ok()?;
    let fcntl = |command, argument: libc::c_int| {
        // SAFETY: the descriptor is open as long as `file` lives, and these commands take a plain number.
        unsafe { libc::fcntl(file.as_raw_fd(), command, argument) }
    };
    // A writer that comes just now is announced by a signal: by one that is ignored, since SIGIO would end this process.
    if fcntl(F_SETSIG, libc::SIGURG) != 0 {
        return None;
    }
    if fcntl(libc::F_SETLEASE, libc::F_RDLCK) == 0 {
        fcntl(libc::F_SETLEASE, libc::F_UNLCK);
        return Some(false);
    }
    let is_refused = io::Error::last_os_error().raw_os_error() == Some(libc::EAGAIN);
    is_refused.then_some(true)
}
