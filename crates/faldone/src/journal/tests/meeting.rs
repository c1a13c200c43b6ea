//! Computers that get each other's journals.

use super::*;
use crate::state::State;
use faldone_rules::person::Person;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However lines and syncs interleave, two computers that have everything agree on the order, and so does a third
    /// that reads it all at once.
    #[test]
    fn computers_agree_once_they_have_met(turns in prop::collection::vec((0..2usize, 0..3u8, 0..50i64), 1..14)) {
        let both = [Computer::new("desk", 1000), Computer::new("laptop", 1040)];
        let mut journals = [both[0].open(), both[1].open()];
        for (at, (who, what, later)) in turns.into_iter().enumerate() {
            both[who].clock.fetch_add(later, Ordering::SeqCst);
            if what == 0 {
                if both[1 - who].dir().exists() {
                    copy_foreign(&both[1 - who], &both[who], &journals[1 - who]);
                }
                journals[who].refresh().unwrap();
            } else {
                journals[who].append(&both[who].lock(), setting(&at.to_string())).unwrap();
            }
        }
        for who in 0..2 {
            if both[1 - who].dir().exists() {
                copy_foreign(&both[1 - who], &both[who], &journals[1 - who]);
            }
            journals[who].refresh().unwrap();
        }
        prop_assert_eq!(journals[0].lines(), journals[1].lines());
        prop_assert_eq!(journals[0].lines(), read(&both[0].dir()).unwrap().lines);
        prop_assert_eq!(journals[0].problems(), vec![]);
    }
}

fn copy_foreign(from: &Computer, to: &Computer, journal: &Journal) {
    let Some(device) = journal.device() else { return };
    fs::create_dir_all(to.dir()).unwrap();
    let name = format!("{device}.jsonl");
    fs::copy(from.dir().join(&name), to.dir().join(&name)).unwrap();
}

/// What one computer does next: say so many things, or get a part (of 8) of what another has written, perhaps as the second
/// version of a sync program.
#[derive(Debug, Clone)]
enum Turn {
    Say { who: usize, what: Vec<u8>, later: i64 },
    Get { who: usize, from: usize, eighths: usize },
}

fn turn() -> impl Strategy<Value = Turn> {
    let say = (0..3usize, prop::collection::vec(0..7u8, 1..4), -80..90i64);
    let get = (0..3usize, 0..3usize, 0..9usize);
    prop_oneof![
        say.prop_map(|(who, what, later)| Turn::Say { who, what, later }),
        get.prop_map(|(who, from, eighths)| Turn::Get { who, from, eighths }),
    ]
}

/// One of the things of which the last word holds.
fn op(what: u8, number: usize) -> Op {
    let sha256 = format!("{}", what % 2);
    let value = number.to_string();
    let fact = AcceptedFact { fact: "type".to_owned(), role: String::new(), value: value.clone() };
    match what {
        0 => setting(&value),
        1 | 2 => Op::Corrected { sha256, fact: "type".to_owned(), role: String::new(), value },
        3 => Op::Accepted(Acceptance { sha256, packs: value, facts: Vec::new() }),
        4 => Op::Accepted(Acceptance { sha256, packs: value, facts: vec![fact] }),
        5 => Op::Seen { files: vec![SeenFile { path: value, sha256, bytes: 1 }] },
        _ => Op::Person {
            person: Person {
                id: format!("amina-{}", number % 2),
                name: value,
                surname: "Rossi".to_owned(),
                fiscal_code: None,
                born: None,
                dependants: Vec::new(),
            },
        },
    }
}

/// Brings a part of what `from` wrote to `to`, cut off at any byte.
fn get(from: &Computer, to: &Computer, journal: &Journal, eighths: usize) {
    let Some(device) = journal.device() else { return };
    fs::create_dir_all(to.dir()).unwrap();
    let name = format!("{device}.jsonl");
    let bytes = fs::read(from.dir().join(&name)).unwrap();
    fs::write(to.dir().join(&name), &bytes[..bytes.len() * eighths / 8]).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Journals come in parts, in any order, again and again, older after newer, while the clocks jump to and fro: nobody is ever
    /// called tampered with, and once all is everywhere, all three computers have one state.
    #[test]
    fn parts_in_any_order_come_to_one_state(turns in prop::collection::vec(turn(), 1..24)) {
        let all = [("desk", 1000), ("laptop", 1040), ("phone", 900)].map(|(n, c)| Computer::new(n, c));
        let mut journals = [0, 1, 2].map(|at: usize| all[at].open());
        let mut told = 0;
        for (number, turn) in turns.into_iter().enumerate() {
            match turn {
                Turn::Say { who, what, later } => {
                    all[who].clock.fetch_add(later, Ordering::SeqCst);
                    let ops: Vec<Op> = what.iter().map(|what| op(*what, number)).collect();
                    told += ops.len();
                    let ids = journals[who].append_all(&all[who].lock(), ops).unwrap();
                    // What is said last sorts last among all that was known.
                    let last = journals[who].lines().last().map(|line| line.id.clone());
                    prop_assert_eq!(last, ids.last().cloned());
                }
                Turn::Get { who, from, eighths } if who != from => {
                    get(&all[from], &all[who], &journals[from], eighths);
                    journals[who].refresh().unwrap();
                }
                Turn::Get { .. } => {}
            }
            for journal in &journals {
                let waits = |problem: &JournalProblem| matches!(problem, JournalProblem::WaitingForSync { .. });
                prop_assert!(journal.problems().iter().all(waits), "{:?}", journal.problems());
            }
        }
        for _ in 0..2 {
            for (who, from) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
                get(&all[from], &all[who], &journals[from], 8);
                journals[who].refresh().unwrap();
            }
        }
        let states = journals.each_ref().map(|journal| State::of(journal.lines().to_vec()));
        let devices = journals.iter().filter(|journal| journal.device().is_some()).count();
        prop_assert_eq!(states[0].lines.len(), told + devices, "no line is lost, none counts twice");
        prop_assert_eq!(&states[0], &states[1]);
        prop_assert_eq!(&states[1], &states[2]);
        // A computer that reads it all for the first time, too.
        let anew = read(&all[0].dir()).unwrap();
        prop_assert_eq!((&State::of(anew.lines), anew.problems), (&states[0], vec![]));
        prop_assert!(!journals[0].refresh().unwrap(), "nothing is news twice");
    }
}
