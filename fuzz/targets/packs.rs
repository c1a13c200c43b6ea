//! A household's own rule pack, with any text in it.
#![no_main]

use faldone_rules::{
    Recogniser,
    facts::PageText,
    names::{self, Naming},
    packs::Packs,
};
use libfuzzer_sys::fuzz_target;

const PAGE: &str = "Sportello Unico per l'Immigrazione di Milano\nNulla osta al lavoro n. P-MI/L/N/2026/101255\n\
    rilasciato il 28/04/2026 a Rossi Amina, nata il 01/02/1990\nValido fino al 27/10/2026";

fuzz_target!(|text: &str| {
    for folder in ["types", "limits", "recognition", "terms", "calendars"] {
        let file = format!("{folder}/own.toml");
        match Packs::with_household([(file.as_str(), text)].into_iter()) {
            // The household is told which file, so that it can be put right.
            Err(error) => assert!(error.to_string().contains(&file), "{error}"),
            Ok(packs) => {
                let people = faldone_fuzz::people();
                let page = PageText { number: 1, text: PAGE };
                Recogniser::new(&packs).recognise(&[page], &people);
                let _ = names::problems(
                    "NULLA-OSTA_Amina_Rossi_2026-04-28.pdf",
                    &people,
                    &packs,
                    &Naming::default(),
                );
            }
        }
    }
});
