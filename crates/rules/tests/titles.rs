//! Wordings of titles that the world uses: each alone tells the type of a paper that says little else.

use faldone_rules::facts::PageText;
use faldone_rules::recognise::Recogniser;

const TITLES: &str = include_str!("../../../packs/cases/titles.txt");

#[test]
fn each_title_tells_its_type() {
    let mut others: Vec<String> = Vec::new();
    let lines = TITLES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines {
        let (id, title) = line.split_once(": ").unwrap();
        let text =
            format!("{title}\n\nLeila Haddad\nnata il 12/05/1991\nData 03/02/2026\nN. 4471\n");
        let found = Recogniser::built_in().recognise(&[PageText { number: 1, text: &text }], &[]);
        let told = found.doc_type.map_or("none".to_owned(), |told| told.id);
        if told != id {
            others.push(format!("{line} (told {told})"));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}
