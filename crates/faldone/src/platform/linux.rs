//! Linux.

use super::WorkerLimits;
pub(super) use super::unix::{
    allow_cpu_until, cpu_time_used, is_shared_with_group, keep_others_out, private_dir,
    private_file, share_like, sync_dir,
};
use super::unix::{limit, link_or_checked_rename};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use rustix::process::Resource;
use std::io;
use std::path::Path;

pub(super) fn rename_no_replace(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => link_or_checked_rename(from, to),
        done => done.map_err(io::Error::from),
    }
}

pub(super) fn limit_this_process(limits: &WorkerLimits) -> io::Result<()> {
    limit(Resource::Core, 0, true)?;
    limit(Resource::As, limits.memory_bytes, true)?;
    limit(Resource::Cpu, limits.cpu_seconds, false)
}
