//! File names of any text: taken apart, judged, built again.
#![no_main]

use faldone_rules::{
    names::{self, IdLanguage, Naming},
    packs::Packs,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|name: &str| {
    let packs = Packs::built_in();
    let people = faldone_fuzz::people();
    for language in [IdLanguage::En, IdLanguage::It] {
        let naming =
            Naming::new(names::DEFAULT_TEMPLATE, language).expect("the template of every folder");
        for problem in names::problems(name, &people, packs, &naming) {
            assert!(!problem.to_string().is_empty());
            problem.hint();
        }
        let Ok(parsed) = names::parse(name, packs, &naming) else { continue };
        // What passes as one of the folder's names says the same when it is built again.
        let built = names::build(&parsed.fields, packs, &naming, &parsed.ext);
        let built =
            built.unwrap_or_else(|why| panic!("{name:?} is a name, but cannot be built: {why}"));
        let again = names::parse(&built, packs, &naming);
        assert_eq!(
            again.as_ref().map(|again| &again.fields),
            Ok(&parsed.fields),
            "{name:?} was built as {built:?}"
        );
    }
    assert!(names::ascii(name).is_ascii());
    names::is_partial_download(name);
    names::windows_device(name);
    names::same_file_key(name);
    // A folder's template comes from a file, too.
    let _ = Naming::new(name, IdLanguage::En);
});
