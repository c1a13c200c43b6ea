use super::test_home::{Home, Tree, tree};
use super::*;
use crate::disk::{faults, sha256_of};
use crate::journal::Journal;
use crate::journal::{Op, SeenFile};
use proptest::prelude::*;
use std::fs;

#[test]
fn names_that_follow_each_other_swap_and_go_round() {
    let home = Home::with(&["a", "b", "c", "x", "y", "z", "1", "2"]);
    let before = home.tree();
    let moves = [
        ("a", "b"),
        ("b", "c"),
        ("c", "New/d"),
        ("x", "y"),
        ("y", "z"),
        ("z", "x"),
        ("1", "2"),
        ("2", "1"),
    ];
    let applied = home.fix(&moves);
    assert_eq!(applied.left, []);
    assert_eq!(
        home.tree(),
        tree(&["New/", "b=a", "c=b", "New/d=c", "y=x", "z=y", "x=z", "2=1", "1=2"])
    );
    assert_eq!(applied.done.iter().filter(|step| matches!(step, Step::Move { .. })).count(), 8);
    assert_eq!(home.waiting_files(), 0);
    let back = home.undo(&applied);
    assert_eq!((home.tree(), back.left), (before, vec![]));
}

#[test]
fn a_change_of_case_alone_is_a_change() {
    let home = Home::with(&["cu.pdf=x"]);
    let applied = home.fix(&[("cu.pdf", "CU.pdf")]);
    assert_eq!((home.tree(), applied.left), (tree(&["CU.pdf=x"]), vec![]));
}

#[test]
fn what_is_there_is_never_overwritten_and_the_rest_goes_on() {
    let home = Home::with(&["a", "b", "c", "d"]);
    let applied = home.fix(&[("a", "b"), ("c", "e"), ("d", "gone/../../out"), ("missing", "f")]);
    assert_eq!(home.tree(), tree(&["a", "b", "e=c", "d"]));
    let why: Vec<String> = applied.left.iter().map(|(_, why)| why.to_string()).collect();
    assert!(why[0].starts_with("there is already something of that name"), "{why:?}");
    assert_eq!(why[1], "the path leads out of the folder");
    assert_eq!(why[2], "it is no longer there");
    // The plan says the same beforehand.
    let again = home.plan(&[("a", "b")]);
    assert_eq!(again.check(home.root.path()).len(), 1);
    // Nothing that can be done: nothing is written.
    let lines = home.lines().len();
    assert_eq!(home.fix(&[("a", "b")]).id, None);
    assert_eq!(home.lines().len(), lines);
}

#[test]
fn two_files_never_get_the_same_name_nor_twins_in_case() {
    let home = Home::with(&["a", "b", "c"]);
    let applied = home.fix(&[("a", "x"), ("b", "x"), ("c", "X")]);
    assert_eq!((home.tree(), applied.left.len()), (tree(&["x=a", "b", "c"]), 2));
}

#[test]
fn a_round_that_cannot_be_closed_is_taken_back_whole() {
    let home = Home::with(&["a", "b", "c", "d"]);
    let plan = home.plan(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "e")]);
    home.write("b", "B");
    let applied = apply(home.root.path(), &mut home.journal(), &home.lock(), plan).unwrap();
    assert_eq!(home.tree(), tree(&["a", "b=B", "c", "e=d"]));
    assert_eq!((applied.left.len(), home.waiting_files()), (3, 0));
}

#[test]
fn a_file_changed_since_the_plan_was_made_stays() {
    let home = Home::with(&["a=old", "b"]);
    let plan = home.plan(&[("a", "x"), ("b", "y")]);
    home.write("a", "new");
    let applied = apply(home.root.path(), &mut home.journal(), &home.lock(), plan).unwrap();
    assert_eq!(home.tree(), tree(&["a=new", "y=b"]));
    assert_eq!(applied.left[0].1, Reason::Changed);
}

#[test]
#[cfg(unix)]
fn links_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let outside = Home::with(&["secret"]);
    let home = Home::with(&["a"]);
    symlink(outside.root.path(), home.root.path().join("out")).unwrap();
    symlink(outside.root.path().join("secret"), home.root.path().join("link")).unwrap();
    symlink(outside.root.path().join("not yet"), home.root.path().join("dangling")).unwrap();
    fs::create_dir(home.root.path().join("dir")).unwrap();
    let moves = [
        ("a", "out/a"),
        ("out/secret", "b"),
        ("link", "c"),
        ("a", "dangling/a"),
        ("a", "dangling"),
        ("a", "/tmp/a"),
        ("a", "../a"),
        ("dir", "dir2"),
        ("a", "_Faldone/journal/a"),
        ("a", "_faldone/x"),
        ("a", "a//b"),
        ("a", ""),
    ];
    for moved in moves {
        let applied = home.fix(&[moved]);
        assert_eq!((applied.id, applied.left.len()), (None, 1), "{moved:?}");
    }
    assert_eq!(fs::read_dir(outside.root.path()).unwrap().count(), 2);
    assert!(home.root.path().join("a").exists());
}

#[test]
fn set_aside_is_a_move_that_can_be_undone() {
    let home = Home::with(&["a=same", "b=same"]);
    let applied = home.fix(&[("b", "_Faldone/aside/b")]);
    assert_eq!(home.tree(), tree(&["a=same"]));
    assert_eq!(operations(&home.lines(), 0)[0].kind, "set-aside");
    home.undo(&applied);
    assert_eq!(home.tree(), tree(&["a=same", "b=same"]));
}

#[test]
fn undo_reaches_any_depth_in_any_order_and_can_itself_be_undone() {
    let home = Home::with(&["a"]);
    let first = home.fix(&[("a", "In/b")]);
    home.fix(&[("In/b", "In/c")]);
    let third = home.fix(&[("In/c", "Out/d")]);
    assert_eq!(last_undoable(&home.lines()), third.id);
    // The first one first: the file is followed to where the later ones put it. A folder that is still used stays.
    let undone = home.undo(&first);
    assert_eq!(home.tree(), tree(&["a", "Out/"]));
    assert_eq!(last_undoable(&home.lines()), third.id);
    let redone = home.undo(&undone);
    assert_eq!(redone.left, []);
    // Taking back the undo gives what was there before it.
    assert_eq!(home.tree(), tree(&["In/", "Out/d=a"]));
}

#[test]
fn undoing_step_by_step_goes_back_to_the_beginning() {
    let home = Home::with(&["a", "b", "Keep/"]);
    let mut trees = vec![home.tree()];
    for moves in [
        [("a", "N/x"), ("b", "a")],
        [("N/x", "M/x"), ("a", "N/x")],
        [("M/x", "N/x"), ("N/x", "M/x")],
    ] {
        assert_eq!(home.fix(&moves).left, []);
        trees.push(home.tree());
    }
    while let Some(id) = last_undoable(&home.lines()) {
        trees.pop();
        let applied =
            undo(home.root.path(), &mut home.journal(), &home.lock(), &id, &[], &|_| None).unwrap();
        assert_eq!(applied.left, []);
        assert_eq!(&home.tree(), trees.last().unwrap());
    }
    assert_eq!(trees.len(), 1);
    let log = operations(&home.lines(), 0);
    assert_eq!(log.iter().filter(|it| it.undone && !it.can_undo).count(), 3);
    assert_eq!(log.iter().filter(|it| it.kind == "undo" && it.can_undo).count(), 3);
    assert_eq!((log.len(), log[6].kind.as_str()), (7, "made"));
    assert_eq!(log[0].device, "desk");
}

#[test]
fn undo_finds_what_was_moved_edited_or_copied_outside() {
    let home = Home::with(&["moved", "edited", "gone", "copied=twin", "other=twin", "blocked"]);
    let seen = home.tree().into_iter().filter_map(|(path, content)| {
        let (sha256, bytes) = sha256_of(&home.root.path().join(&path)).ok()?;
        content.map(|_| SeenFile { path, sha256, bytes })
    });
    home.journal().append(&home.lock(), Op::Seen { files: seen.collect() }).unwrap();
    let names = ["moved", "edited", "gone", "copied", "blocked"];
    let to = names.map(|name| format!("new/{name}"));
    let moves: Vec<_> = names.iter().copied().zip(to.iter().map(String::as_str)).collect();
    let applied = home.fix(&moves);
    home.rename("new/moved", "elsewhere");
    home.write("new/edited", "with notes");
    home.delete("new/gone");
    home.delete("new/copied");
    home.write("blocked", "somebody else's");
    let back = home.undo_knowing(&applied, &|sha256| home.locate(sha256));
    assert_eq!(
        home.tree(),
        tree(&[
            "moved",
            "edited=with notes",
            "other=twin",
            "blocked=somebody else's",
            "new/blocked=blocked"
        ])
    );
    let mut left: Vec<(&str, String)> = back
        .left
        .iter()
        .map(|(step, why)| match step {
            Step::Move { to, .. } => (to.as_str(), why.to_string()),
            _ => panic!("only files are left"),
        })
        .collect();
    left.sort_unstable();
    assert_eq!(left.iter().map(|it| it.0).collect::<Vec<_>>(), ["blocked", "copied", "gone"]);
    assert!(left[1].1.contains("another copy of it was always at other"), "{left:?}");
    // The way out it was told: the name is made free, and undone again.
    home.rename("blocked", "theirs");
    let again = home.undo_knowing(&applied, &|sha256| home.locate(sha256));
    assert_eq!(again.left.len(), 2);
    assert_eq!(home.tree()["blocked"], Some("blocked".to_owned()));
}

#[test]
fn undo_of_what_is_not_there_or_undone_is_refused_in_words() {
    let home = Home::with(&["a"]);
    let applied = home.fix(&[("a", "b")]);
    home.undo(&applied);
    let try_again = |id: &str| {
        undo(home.root.path(), &mut home.journal(), &home.lock(), id, &[], &|_| None)
            .unwrap_err()
            .to_string()
    };
    assert!(
        try_again(applied.id.as_ref().unwrap())
            .ends_with("is undone already, or it changed nothing")
    );
    assert!(try_again("nonsense").starts_with("there is no change called nonsense"));
}

#[test]
fn a_name_the_disk_does_not_take_is_left_in_words() {
    let home = Home::with(&["a", "b"]);
    let long = "x".repeat(300);
    let applied = home.fix(&[("a", &long), ("b", "c")]);
    assert_eq!(home.tree(), tree(&["a", "c=b"]));
    assert!(
        applied.left[0].1.to_string().starts_with("the name is too long"),
        "{:?}",
        applied.left
    );
}

#[test]
fn a_change_of_another_computer_is_not_ended_here() {
    let home = Home::with(&["a"]);
    let plan = home.plan(&[("a", "b")]);
    let op = Op::Planned {
        change: ChangeKind::Fix { unasked: false },
        steps: plan.steps,
        accepts: Vec::new(),
    };
    let other = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(home.root.path(), other.path(), "laptop", || 5).unwrap();
    let id = journal.append(&home.lock(), op).unwrap();
    let mut ours = home.journal();
    assert_eq!(recover(home.root.path(), &mut ours, &home.lock()).unwrap(), []);
    let refused = undo(home.root.path(), &mut ours, &home.lock(), &id, &[], &|_| None);
    assert!(matches!(refused, Err(ChangeError::Refused(Reason::Unfinished))));
    // The other one lost its app data and comes back under a new id; it is known by its name.
    let fresh = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(home.root.path(), fresh.path(), "laptop", || 9).unwrap();
    let recovered = recover(home.root.path(), &mut journal, &home.lock()).unwrap();
    assert_eq!((recovered.len(), recovered[0].done.len()), (1, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the plan, and whatever of it cannot be done: no content is lost, and undo gives back the same tree.
    #[test]
    fn undo_of_apply_gives_back_the_same_tree(
        files in prop::collection::btree_set("[abA]|(d|e)/[ab]|d/d/a", 1..9),
        twins in prop::collection::vec(any::<bool>(), 9),
        moves in prop::collection::vec(("[abcA]|(d|e|n)/[abc]|d/d/a|n/m/a|a/b", any::<prop::sample::Index>()), 1..9),
        empty in any::<bool>(),
    ) {
        let mut names: Vec<String> = Vec::new();
        for (name, twin) in files.iter().zip(twins) {
            names.push(if twin { format!("{name}=twin") } else { name.clone() });
        }
        if empty {
            names.push("empty/".to_owned());
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let home = Home::with(&names);
        let before = home.tree();
        let files: Vec<&String> = files.iter().collect();
        let moves: Vec<(&str, &str)> =
            moves.iter().map(|(to, from)| (files[from.index(files.len())].as_str(), to.as_str())).collect();
        let applied = home.fix(&moves);
        prop_assert_eq!(home.waiting_files(), 0);
        // Done is done, left is left.
        let mut expected: Tree = before.clone();
        for step in &applied.done {
            match step {
                Step::Move { from, .. } => { expected.remove(from); }
                Step::MakeFolder { path } => { expected.insert(path.clone(), None); }
                Step::RemoveFolder { .. } => {}
            }
        }
        for step in &applied.done {
            if let Step::Move { from, to, .. } = step {
                prop_assert_eq!(expected.insert(to.clone(), before[from].clone()), None);
            }
        }
        prop_assert_eq!(home.tree(), expected);
        if applied.id.is_some() && !applied.done.is_empty() {
            let back = home.undo(&applied);
            prop_assert_eq!(&back.left, &vec![]);
            prop_assert_eq!(home.tree(), before);
            let moved = home.undo(&back);
            prop_assert_eq!(moved.left, vec![]);
        }
    }
}

/// Between the last look and the rename somebody puts a link that leads out of the folder in the way.
#[test]
#[cfg(target_os = "linux")]
fn a_link_that_is_put_in_the_way_at_the_last_moment_leads_nowhere() {
    let mut tried = 0;
    for swapped in ["from", "to"] {
        for n in 0..30 {
            let home = Home::with(&["from/a", "to/other"]);
            let outside = tempfile::tempdir().unwrap();
            fs::write(outside.path().join("a"), "not of the folder").unwrap();
            let plan = home.plan(&[("from/a", "to/b")]);
            let (mut journal, lock) = (home.journal(), home.lock());
            let (root, elsewhere) = (home.root.path().to_owned(), outside.path().to_owned());
            faults::meanwhile(n, move || {
                #[expect(clippy::disallowed_methods, reason = "somebody else does it")]
                fs::rename(root.join(swapped), root.join("before")).unwrap();
                std::os::unix::fs::symlink(elsewhere, root.join(swapped)).unwrap();
            });
            let applied = apply(home.root.path(), &mut journal, &lock, plan);
            let operations = faults::clear();
            let there = fs::read_dir(outside.path()).unwrap().count();
            assert_eq!(there, 1, "{swapped}, at {n}: nothing goes there or comes from there");
            let kept = fs::read_to_string(outside.path().join("a")).unwrap();
            assert_eq!(kept, "not of the folder");
            let all = home.contents();
            assert!(all.contains(&"from/a".to_owned()), "{swapped}, at {n}: {all:?}, {applied:?}");
            if operations <= n {
                break;
            }
            tried += 1;
        }
    }
    assert!(tried > 10, "{tried}");
}
