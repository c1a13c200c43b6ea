use super::*;

#[test]
fn a_taken_name_is_never_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let [a, b] = ["a", "b"].map(|name| dir.path().join(name));
    write_new(&a, b"mine").unwrap();
    write_new(&b, b"yours").unwrap();
    let error = rename_no_replace(&a, &b).unwrap_err();
    assert_eq!(error.source.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(std::fs::read(&a).unwrap(), b"mine");
    assert_eq!(std::fs::read(&b).unwrap(), b"yours");
    assert!(write_new(&b, b"again").is_err());
    write_first(&b, b"late").unwrap();
    assert_eq!(std::fs::read(&b).unwrap(), b"yours");
}

#[test]
#[cfg(unix)]
fn the_ways_round_a_poor_file_system_do_not_replace_either() {
    let dir = tempfile::tempdir().unwrap();
    let [a, b, c] = ["a", "b", "c"].map(|name| dir.path().join(name));
    write_new(&a, b"mine").unwrap();
    write_new(&b, b"yours").unwrap();
    faults::poor_disk(true);
    assert!(rename_no_replace(&a, &b).is_err());
    rename_no_replace(&a, &c).unwrap();
    faults::poor_disk(false);
    assert_eq!(
        (std::fs::read(&b).unwrap(), std::fs::read(&c).unwrap()),
        (b"yours".to_vec(), b"mine".to_vec())
    );
    assert!(!a.exists());
}

#[test]
#[cfg(unix)]
fn our_own_files_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let ours = dir.path().join("data/faldone");
    make_private_dir(&ours).unwrap();
    replace_own(&ours.join("device.json"), b"1").unwrap();
    replace_own(&ours.join("device.json"), b"22").unwrap();
    append_synced(&ours.join("x.jsonl"), b"x\n").unwrap();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&ours), 0o700);
    assert_eq!(mode(&ours.join("device.json")), 0o600);
    assert_eq!(mode(&ours.join("x.jsonl")), 0o600);
    assert_eq!(std::fs::read(ours.join("device.json")).unwrap(), b"22");
}

#[test]
fn the_hash_is_that_of_sha256sum() {
    let dir = tempfile::tempdir().unwrap();
    write_new(&dir.path().join("abc"), b"abc").unwrap();
    let (hash, bytes) = sha256_of(&dir.path().join("abc")).unwrap();
    assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(bytes, 3);
}
