//! Linux.

use super::WorkerLimits;
use super::unix::limit;
pub(super) use super::unix::{
    allow_cpu_until, are_names_of_one_file, cpu_time_used, private_dir, private_file, share_like,
    sync_dir,
};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use rustix::process::Resource;
use std::fs::Metadata;
use std::io;
use std::path::Path;

pub(super) fn rename_no_replace(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
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
