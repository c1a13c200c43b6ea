//! What Linux and macOS have in common.

use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};
use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown};
use std::path::Path;
use std::time::Duration;

pub(super) fn are_names_of_one_file(one: &Path, other: &Path) -> io::Result<bool> {
    let (a, b) = (one.symlink_metadata()?, other.symlink_metadata()?);
    // A file with a single name was found twice through a disk that takes capitals and small letters for the same.
    Ok(a.is_file() && (a.dev(), a.ino()) == (b.dev(), b.ino()) && a.nlink() > 1)
}

pub(super) fn open_no_link(path: &Path) -> io::Result<File> {
    // An ordinary open would follow a link, and wait for a pipe's writer.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(|error| {
        match error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) {
            true => io::Error::other("it is a link and not a file of its own"),
            false => error,
        }
    })
}

pub(super) fn private_dir(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

pub(super) fn private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

pub(super) fn keep_others_out(path: &Path, shared: bool) -> io::Result<bool> {
    let others = if shared { 0o007 } else { 0o077 };
    let mode = |path: &Path| Ok::<_, io::Error>(path.symlink_metadata()?.permissions().mode());
    let now = mode(path)?;
    if now & others == 0 || path.is_symlink() {
        return Ok(true);
    }
    std::fs::set_permissions(path, Permissions::from_mode(now & 0o7777 & !others))?;
    Ok(mode(path)? & others == 0)
}

pub(super) fn is_shared_with_group(folder: &Path) -> bool {
    folder.metadata().is_ok_and(|about| about.permissions().mode() & 0o020 != 0)
}

pub(super) fn share_like(path: &Path, beside: &Path) -> io::Result<()> {
    let folder = beside.metadata()?;
    if !is_shared_with_group(beside) {
        return Ok(());
    }
    let mut about = path.metadata()?;
    if about.gid() != folder.gid() {
        // Without the folder's set-group-id bit, what is new has the account's own group, who are others.
        if chown(path, None, Some(folder.gid())).is_err() {
            return Ok(());
        }
        about = path.metadata()?;
    }
    let group = if about.is_dir() { 0o070 } else { 0o040 };
    let mode = about.permissions().mode() & 0o7777;
    std::fs::set_permissions(path, Permissions::from_mode(mode | group))
}

pub(super) fn let_in_as(path: &Path, like: &Path) -> io::Result<()> {
    let like = like.metadata()?;
    let has_group =
        path.metadata()?.gid() == like.gid() || chown(path, None, Some(like.gid())).is_ok();
    let mode = like.permissions().mode() & if has_group { 0o777 } else { 0o700 };
    std::fs::set_permissions(path, Permissions::from_mode(mode))
}

/// Sets the soft limit only, or both: a hard limit cannot be raised again.
pub(super) fn limit(resource: Resource, value: u64, also_hard: bool) -> io::Result<()> {
    let hard = getrlimit(resource).maximum;
    let value = hard.map_or(value, |hard| hard.min(value));
    let maximum = if also_hard { Some(value) } else { hard };
    setrlimit(resource, Rlimit { current: Some(value), maximum }).map_err(io::Error::from)
}

pub(super) fn cpu_time_used() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}

pub(super) fn allow_cpu_until(total: Duration) -> io::Result<()> {
    // The limit counts whole seconds: round up, so that a file never gets less than it was promised.
    let seconds = total.as_secs() + u64::from(total.subsec_nanos() > 0);
    limit(Resource::Cpu, seconds, false)
}

pub(super) fn sync_dir(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        // Some network and FUSE file systems cannot sync a folder; there is nothing more to be done then.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        done => done,
    }
}
