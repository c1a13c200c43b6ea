//! A folder's life at random: changes, undos of any of them, whole or of one file, and what the user does by hand in between.

use super::history::changes;
use super::test_home::Home;
use super::*;
use proptest::prelude::*;
use proptest::sample::Index;

#[derive(Debug, Clone)]
enum Event {
    Fix(Vec<(Index, &'static str)>),
    /// Any change of the log; of one of its files only, or whole.
    Undo(Index, Option<Index>),
    Rename(Index, &'static str),
    Edit(Index),
    Delete(Index),
    Add(&'static str),
    /// The user tidies away a folder that is empty.
    Tidy(Index),
}

const PLACES: [&str; 12] =
    ["a", "b", "c", "A", "d/a", "d/b", "e/a", "n/c", "n/m/a", "n/m/b", "a/b", "_Faldone/aside/x"];

fn event() -> impl Strategy<Value = Event> {
    let place = || prop::sample::select(PLACES.to_vec());
    let any = any::<Index>;
    prop_oneof![
        3 => prop::collection::vec((any(), place()), 1..6).prop_map(Event::Fix),
        4 => (any(), prop::option::of(any())).prop_map(|(of, file)| Event::Undo(of, file)),
        1 => (any(), place()).prop_map(|(from, to)| Event::Rename(from, to)),
        1 => any().prop_map(Event::Edit),
        1 => any().prop_map(Event::Delete),
        1 => place().prop_map(Event::Add),
        1 => any().prop_map(Event::Tidy),
    ]
}

struct Life {
    home: Home,
    /// Makes every content of the user another one.
    written: u32,
}

impl Life {
    fn files(&self) -> Vec<String> {
        let files = self.home.tree().into_iter();
        files.filter_map(|(path, content)| content.map(|_| path)).collect()
    }

    fn all(&self) -> Vec<String> {
        let mut all = self.home.contents();
        let aside = self.home.root.path().join("_Faldone/aside/x");
        all.extend(std::fs::read_to_string(aside).ok());
        all.sort();
        all
    }

    fn pick(&self, which: Index) -> Option<String> {
        let files = self.files();
        (!files.is_empty()).then(|| files[which.index(files.len())].clone())
    }

    fn write(&mut self, path: &str) {
        self.written += 1;
        self.home.write(path, &format!("{path} {}", self.written));
    }

    fn is_free(&self, place: &str) -> bool {
        let path = self.home.root.path().join(place);
        let above = path.ancestors().skip(1).all(|above| !above.is_file());
        above && path.symlink_metadata().is_err() && !place.starts_with('_')
    }

    fn plan(&self, moves: &[(Index, &'static str)]) -> Vec<(String, &'static str)> {
        moves.iter().filter_map(|(from, to)| Some((self.pick(*from)?, *to))).collect()
    }

    /// Changes something; returns the reasons of what was left.
    fn live(&mut self, event: &Event) -> Result<Vec<String>, TestCaseError> {
        let before = self.all();
        let why = |left: Vec<(Step, Reason)>| left.into_iter().map(|it| it.1.to_string()).collect();
        let left = match event {
            Event::Fix(moves) => {
                let tree = self.home.tree();
                let moves = self.plan(moves);
                let moves: Vec<_> = moves.iter().map(|(from, to)| (from.as_str(), *to)).collect();
                let applied = self.home.fix(&moves);
                if applied.done.iter().any(|step| matches!(step, Step::Move { .. })) {
                    // Taken back at once and done again: the folder is as it was, to the byte and to the folder.
                    let fixed = self.home.tree();
                    let back = self.home.undo(&applied);
                    prop_assert_eq!(&back.left, &vec![]);
                    prop_assert_eq!(self.home.tree(), tree);
                    let again = self.home.undo(&back);
                    prop_assert_eq!(&again.left, &vec![]);
                    prop_assert_eq!(self.home.tree(), fixed);
                }
                why(applied.left)
            }
            Event::Undo(of, file) => {
                let lines = self.home.lines();
                let log = changes(&lines);
                let open: Vec<_> = log.iter().filter(|change| change.can_undo()).collect();
                if open.is_empty() {
                    return Ok(Vec::new());
                }
                let change = open[of.index(open.len())];
                let standing: Vec<_> = change.moves.iter().filter(|moved| moved.stands).collect();
                let only: Vec<String> = file
                    .map(|file| standing[file.index(standing.len())].to.to_owned())
                    .into_iter()
                    .collect();
                let id = &change.line.id;
                let locate = |sha256: &str| self.home.locate(sha256);
                let (mut journal, lock) = (self.home.journal(), self.home.lock());
                let root = self.home.root.path();
                let undone = undo(root, &mut journal, &lock, id, &only, &locate).unwrap();
                let moved = undone.done.iter().filter(|step| matches!(step, Step::Move { .. }));
                let (moved, left) = (moved.count(), undone.left.len());
                prop_assert!(
                    only.is_empty() || moved <= 1,
                    "only the one that was named: {only:?}"
                );
                let asked = if only.is_empty() { standing.len() } else { 1 };
                prop_assert!(moved + left >= asked, "each is done or told: {:?}", undone);
                why(undone.left)
            }
            Event::Rename(from, to) => {
                if let Some(from) = self.pick(*from).filter(|_| self.is_free(to)) {
                    let full = self.home.root.path().join(to);
                    std::fs::create_dir_all(full.parent().unwrap()).unwrap();
                    self.home.rename(&from, to);
                }
                Vec::new()
            }
            Event::Edit(path) => {
                if let Some(path) = self.pick(*path) {
                    self.write(&path);
                }
                return Ok(Vec::new());
            }
            Event::Delete(path) => {
                if let Some(path) = self.pick(*path) {
                    self.home.delete(&path);
                }
                return Ok(Vec::new());
            }
            Event::Add(path) => {
                if self.is_free(path) {
                    self.write(path);
                }
                return Ok(Vec::new());
            }
            Event::Tidy(which) => {
                let tree = self.home.tree();
                let folders: Vec<_> = tree.iter().filter(|it| it.1.is_none()).collect();
                if !folders.is_empty() {
                    let folder = folders[which.index(folders.len())].0;
                    // Only an empty one goes.
                    let _ = std::fs::remove_dir(self.home.root.path().join(folder));
                }
                Vec::new()
            }
        };
        prop_assert_eq!(self.all(), before, "every content is there as often as before");
        prop_assert_eq!(self.home.waiting_files(), 0);
        Ok(left)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_happens_no_content_is_lost_and_what_is_left_is_told(
        files in prop::collection::btree_set("[abA]|(d|e)/[ab]", 1..7),
        events in prop::collection::vec(event(), 1..14),
    ) {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let mut life = Life { home: Home::with(&files), written: 0 };
        for event in &events {
            for why in life.live(event)? {
                prop_assert!(why.len() > 15 && !why.contains("os error"), "no sentence: {}", why);
            }
        }
    }
}
