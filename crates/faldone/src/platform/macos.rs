//! macOS. Not run by its authors: written after the system's manual pages, built in CI.
//!
//! macOS accepts a limit on address space but does not enforce it, so a worker's memory is bounded there only by the
//! processor and wall-clock limits.

use super::WorkerLimits;
use super::unix::limit;
pub(super) use super::unix::{
    allow_cpu_until, are_names_of_one_file, cpu_time_used, is_shared_with_group, keep_others_out,
    let_in_as, open_no_link, private_dir, private_file, share_like, sync_dir,
};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use rustix::process::Resource;
use std::fs::Metadata;
use std::io;
use std::path::Path;

/// `renameatx_np(RENAME_EXCL)`.
pub(super) fn rename_no_replace(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOTSUP) => Err(io::ErrorKind::Unsupported.into()),
        done => done.map_err(io::Error::from),
    }
}

pub(super) fn rename_inside(_root: &Path, from: &Path, to: &Path) -> io::Result<()> {
    rename_no_replace(from, to)
}

/// iCloud and the File Provider extensions of other programs mark such files "dataless" (`SF_DATALESS` in sys/stat.h).
pub(super) fn is_only_in_the_cloud(about: &Metadata) -> bool {
    std::os::macos::fs::MetadataExt::st_flags(about) & 0x4000_0000 != 0
}

pub(super) fn limit_this_process(limits: &WorkerLimits) -> io::Result<()> {
    limit(Resource::Core, 0, true)?;
    limit(Resource::Data, limits.memory_bytes, true)?;
    limit(Resource::Cpu, limits.cpu_seconds, false)
}

/// macOS does not tell who has a file open.
pub(super) fn is_being_written(_path: &Path) -> Option<bool> {
    None
}
