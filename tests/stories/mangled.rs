//! The demo family's papers under names that scanners, mail programs and tired people give: `fix` finds the right ones by what
//! the papers say, and `undo` gives back what was there.

use crate::demo_truth::{self, NOOR, TRUTH};
use faldone_tests::{Home, Numbers, Tree, assert_same_tree, list, put, tree};
use std::collections::{BTreeMap, BTreeSet};

/// Forty were promised; fewer than this would be a step back.
const RIGHT_AT_LEAST: usize = 50;

#[test]
fn right_names_come_from_the_papers_and_undo_gives_the_mangled_ones_back() {
    for seed in [1, 2026] {
        let home = Home::new();
        let folder = home.folder("Immigration & Payroll");
        let wanted = mangle(&home, &folder, seed);
        let before = tree(&folder);
        let people = ["--person", "Leila/Haddad", "--person", "Diego/Fuentes Ibáñez"];
        home.json("init", &folder, &people).fine();
        assert_same_tree(&before, &tree(&folder));

        home.json("fix", &folder, &["--yes"]).fine();
        let after = tree(&folder);
        let wrong = judge(&before, &after, &wanted);

        let again = home.json("fix", &folder, &["--yes"]).fine().json();
        assert!(list(&again["plan"]).is_empty(), "a second run found more: {}", again["plan"]);
        assert_same_tree(&after, &tree(&folder));

        home.json("undo", &folder, &[]).fine();
        assert_same_tree(&before, &tree(&folder));
        assert!(wrong.is_empty(), "wrong:\n{}", wrong.join("\n"));
    }
}

/// The right name and the owner of a content; no name for one that must keep whatever name it has.
type Wanted = BTreeMap<Vec<u8>, (&'static str, &'static str)>;

/// Writes the family's PDFs into the folder under mangled names, and returns what each should be called.
fn mangle(home: &Home, folder: &std::path::Path, seed: u64) -> Wanted {
    let family = tree(&home.demo());
    let mut numbers = Numbers::new(seed);
    let mut wanted = Wanted::new();
    for (number, (path, right, person)) in TRUTH.iter().enumerate() {
        let bytes = family.get(*path).cloned().flatten().expect("the demo family has the paper");
        put(folder, &mangled_path(&mut numbers, number, right), &bytes);
        // This folder knows two adults and nothing of a child: a paper of hers is nobody's that it could be named after.
        let right = if *person == NOOR { "" } else { right };
        // A copy has no name of its own in the truth; its content has.
        let known = wanted.entry(bytes).or_insert((right, person));
        if known.0.is_empty() {
            *known = (right, person);
        }
    }
    wanted
}

fn mangled_path(numbers: &mut Numbers, number: usize, right: &str) -> String {
    let folder = numbers.pick(&[
        "",
        "",
        "_Inbox/",
        "Scaricati/posta elettronica/",
        "Leila Haddad/",
        "Diego Fuentes Ibáñez/",
    ]);
    let stem = right.strip_suffix(".pdf").unwrap_or("niente di che");
    let swapped: Vec<&str> = stem.rsplit('_').collect();
    let name = match numbers.below(8) {
        0 => format!("Scan_{number:04}.pdf"),
        1 => format!("documento ({}).pdf", number + 2),
        2 => format!("IMG-2026{number:04}-WA0001.PDF"),
        // The right words in another order, and in small letters with blanks.
        3 => format!("{}.pdf", swapped.join("_")),
        4 => format!("{} {number}.Pdf", stem.to_lowercase().replace('_', "  ")),
        5 => format!("è la versione DEFINITIVA n. {number} – firmata.pdf"),
        // Well formed, and a lie.
        6 => format!("PAYSLIP_Leila_Haddad_{}-01.pdf", 1950 + number),
        _ => format!("VISA_Diego_Fuentes-Ibanez_{}-02-03.pdf", 1950 + number),
    };
    format!("{folder}{name}")
}

/// Returns what was done wrong.
fn judge(before: &Tree, after: &Tree, wanted: &Wanted) -> Vec<String> {
    let (mut right, mut wrong, mut kept) = (0, Vec::new(), Vec::new());
    for (bytes, (name, person)) in wanted {
        let places = |tree: &Tree| -> BTreeSet<String> {
            let same = tree.iter().filter(|(_, content)| content.as_ref() == Some(bytes));
            same.map(|(path, _)| path.clone()).collect()
        };
        let (old, new) = (places(before), places(after));
        assert_eq!(old.len(), new.len(), "{old:?} became {new:?}");
        let came: Vec<&String> = new.difference(&old).collect();
        let went: Vec<&String> = old.difference(&new).collect();
        // A joint paper is at home with either adult, so it may also stay where it was.
        let in_its_place = |from: &String, to: &String| {
            let folder = from.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
            *to == demo_truth::place(from, name, person) || *to == format!("{folder}{name}")
        };
        match (came.as_slice(), went.as_slice()) {
            ([], []) => kept.push(format!("{old:?} should be {name}")),
            ([to], [from]) if !name.is_empty() && in_its_place(from, to) => right += 1,
            _ => wrong.push(format!("{went:?}\n  became {came:?}\n  not    {name:?}")),
        }
    }
    kept.retain(|line| !line.ends_with("should be "));
    println!("{right} right; kept in doubt:\n{}", kept.join("\n"));
    assert!(right >= RIGHT_AT_LEAST, "only {right} right; kept:\n{}", kept.join("\n"));
    wrong
}
