//! Everything that is told of a PDF, from any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::cell::Cell;

// A panic inside the reader costs one page, by design. libFuzzer's own hook would end the process before that is seen.
fuzz_target!(
    init: std::panic::set_hook(Box::new(|_| {})),
    |data: &[u8]| {
        let completeness = faldone_pdf::completeness(data);
        assert_eq!(completeness, faldone_pdf::completeness(data));
        let facts = faldone_pdf::file_facts(data);
        // The worker's deadline is processor time; a count of questions is the same for every run.
        let asked = Cell::new(0u32);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > 20_000
        };
        let mut pages = Vec::new();
        let read = faldone_pdf::read(data.to_vec(), &stop, &mut |page| pages.push(page));
        for page in &pages {
            for word in &page.words {
                let (start, end) = (word.start as usize, word.end as usize);
                assert!(page.text.get(start..end).is_some(), "a word's place is no place in the text");
            }
        }
        if let Ok(count) = read {
            assert!(pages.len() <= count as usize);
        }
        let verdicts = faldone_pdf::verdicts(&pages);
        assert_eq!(verdicts.len(), pages.len());
        faldone_pdf::file_searchable(&facts, &verdicts);
    }
);
