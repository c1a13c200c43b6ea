//! File systems of their own, in memory or in a file, taken away at the end.

use crate::support::{Case, skip};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Something that was mounted.
#[derive(Debug)]
pub struct Mounted {
    at: PathBuf,
    /// The loop device it lies on.
    device: Option<String>,
}

impl Mounted {
    /// Takes care of what is mounted at this folder.
    pub fn at(at: &Path) -> Mounted {
        Mounted { at: at.to_owned(), device: None }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let done = Command::new("umount").arg(&self.at).stderr(Stdio::null()).status();
        if !done.is_ok_and(|status| status.success()) {
            let _ = Command::new("umount").arg("-l").arg(&self.at).status();
        }
        if let Some(device) = &self.device {
            let _ = Command::new("losetup").args(["-d", device]).status();
        }
    }
}

/// Runs `mount`; returns whether it worked.
pub fn mount(arguments: &[&str], at: &Path) -> bool {
    let mut command = Command::new("mount");
    command.args(arguments).arg(at);
    quiet(command)
}

fn quiet(mut command: Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// What a folder with a quota may hold.
pub const QUOTA_KIB: u64 = 8 * 1024;

/// A file system to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Ext4,
    /// By FUSE: no hard links, no rename that refuses to replace, capitals and small letters are the same.
    Exfat,
    /// By FUSE: renames in two steps, a link and an unlink.
    Ntfs,
    /// NTFS told to take capitals and small letters for the same: it lists every name in small letters, whatever name was given.
    NtfsSmallLetters,
    /// The folder lies in a subvolume that may hold [`QUOTA_KIB`] and no more, with a lot of room on the disk.
    Quota,
}

/// Returns a case whose folder lies on a file system of this kind and size; `None`, and a word to the test runner, where that
/// cannot be had.
pub fn case_on(kind: Kind, megabytes: u32) -> Option<(Case, Mounted)> {
    let mut case = Case::new();
    let [image, at] = ["disk.img", "disk"].map(|name| case.beside(name));
    fs::create_dir(&at).unwrap();
    let mounted = mount_image(kind, megabytes, &image, &at);
    if mounted.is_none() {
        skip(&format!(
            "{kind:?}: this account may not mount one here, or its programs are not installed"
        ));
    }
    let mounted = mounted?;
    let home = if kind == Kind::Quota { at.join("home") } else { at };
    if kind == Kind::Quota && !has_quota(&home) {
        skip("a quota: this kernel does not keep one");
        return None;
    }
    case.root = home.join("papers");
    fs::create_dir(&case.root).ok();
    Some((case, mounted))
}

/// Makes the subvolume `home` and gives it its quota.
fn has_quota(home: &Path) -> bool {
    btrfs(&["subvolume", "create"], home)
        && btrfs(&["quota", "enable"], home.parent().unwrap())
        && set_quota(home, QUOTA_KIB)
}

/// Lets a subvolume hold so many KiB.
pub fn set_quota(home: &Path, kib: u64) -> bool {
    // By the number of the first subvolume: asked of the subvolume itself, it is refused where that is full.
    btrfs(&["qgroup", "limit", &format!("{kib}K"), "0/256"], home.parent().unwrap())
}

fn btrfs(words: &[&str], at: &Path) -> bool {
    let mut command = Command::new("btrfs");
    command.args(words).arg(at);
    quiet(command)
}

fn mount_image(kind: Kind, megabytes: u32, image: &Path, at: &Path) -> Option<Mounted> {
    let (make, mount): (&[&str], &[&str]) = match kind {
        Kind::Ext4 => (&["mkfs.ext4", "-q", "-F", "-m", "0"], &["mount"]),
        Kind::Exfat => (&["mkfs.exfat"], &["mount.exfat-fuse"]),
        Kind::Ntfs => (&["mkntfs", "-q", "-F"], &["ntfs-3g"]),
        Kind::Quota => (&["mkfs.btrfs", "-q", "--mixed"], &["mount"]),
        Kind::NtfsSmallLetters => (&["mkntfs", "-q", "-F"], &["lowntfs-3g", "-o", "ignore_case"]),
    };
    let file = fs::File::create(image).unwrap();
    file.set_len(u64::from(megabytes) * 1024 * 1024).unwrap();
    let command = |words: &[&str]| {
        let mut command = Command::new(words[0]);
        command.args(&words[1..]);
        command
    };
    let mut made = command(make);
    made.arg(image);
    if !quiet(made) {
        return None;
    }
    let device = command(&["losetup", "-f", "--show"]).arg(image).output().ok()?;
    let device = String::from_utf8(device.stdout).unwrap().trim().to_owned();
    if device.is_empty() {
        return None;
    }
    let mut mounting = command(mount);
    mounting.arg(&device).arg(at);
    let is_mounted = quiet(mounting);
    let mounted = Mounted { at: at.to_owned(), device: Some(device) };
    is_mounted.then_some(mounted)
}
