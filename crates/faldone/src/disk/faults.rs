//! Stops the disk at a chosen operation, so that tests can try every point at which a power cut may come, and every error a disk
//! can give there.

use crate::platform;
use std::cell::{Cell, RefCell};
use std::io;
use std::path::Path;

#[derive(Clone, Copy)]
enum Fault {
    /// From the n-th operation on nothing works any more: a killed process.
    Stop(u32),
    /// Only the n-th operation fails, with this error: a full disk, a lost permission.
    Once(u32, io::ErrorKind),
}

/// What somebody else does to the disk at a chosen moment.
type Meanwhile = Box<dyn FnOnce()>;

thread_local! {
    static MEANWHILE: RefCell<Option<(u32, Meanwhile)>> = const { RefCell::new(None) };
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static FAULT: Cell<Option<Fault>> = const { Cell::new(None) };
    static POOR: Cell<bool> = const { Cell::new(false) };
}

fn arm(fault: Option<Fault>) {
    COUNT.set(0);
    FAULT.set(fault);
}

pub(crate) fn stop_at(n: u32) {
    arm(Some(Fault::Stop(n)));
}

pub(crate) fn fail_once_at(n: u32, error: io::ErrorKind) {
    arm(Some(Fault::Once(n, error)));
}

/// From now on this thread's disk cannot refuse to replace by itself, until told otherwise.
pub(crate) fn poor_disk(poor: bool) {
    POOR.set(poor);
}

/// Returns how many operations there were since the last arming.
pub(crate) fn clear() -> u32 {
    let count = COUNT.get();
    arm(None);
    count
}

/// Lets `act` happen just before the n-th operation from now on: after everything that was looked at for it.
pub(crate) fn meanwhile(n: u32, act: impl FnOnce() + 'static) {
    arm(None);
    MEANWHILE.set(Some((n, Box::new(act))));
}

pub(super) fn checkpoint() -> io::Result<()> {
    let n = COUNT.get();
    COUNT.set(n + 1);
    let act = MEANWHILE.with_borrow_mut(|all| all.take_if(|(at, _)| *at == n));
    if let Some((_, act)) = act {
        act();
    }
    match FAULT.get() {
        Some(Fault::Stop(at)) if n >= at => Err(io::Error::other("stopped by the test")),
        Some(Fault::Once(at, error)) if n == at => Err(error.into()),
        _ => Ok(()),
    }
}

/// The platform's rename, unless the disk is a poor one.
pub(super) fn rename_no_replace(from: &Path, to: &Path) -> io::Result<()> {
    if POOR.get() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    platform::rename_no_replace(from, to)
}

/// As [`rename_no_replace`], below a folder.
pub(super) fn rename_inside(root: &Path, from: &Path, to: &Path) -> io::Result<()> {
    if POOR.get() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    platform::rename_inside(root, from, to)
}
