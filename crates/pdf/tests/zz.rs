#[test]
fn zz() {
    for entry in std::fs::read_dir("/work/t/fuzz/artifacts/pdf").unwrap().flatten() {
        let data = std::fs::read(entry.path()).unwrap();
        println!("{:?}", entry.file_name());
        let r = std::panic::catch_unwind(|| {
            faldone_pdf::completeness(&data);
            println!(" completeness ok");
            faldone_pdf::file_facts(&data);
            println!(" facts ok");
            let mut pages = Vec::new();
            let n = faldone_pdf::read(data.to_vec(), &|| false, &mut |page| pages.push(page));
            println!(" read {n:?} {}", pages.len());
            for page in &pages {
                for word in &page.words {
                    if page.text.get(word.start as usize..word.end as usize).is_none() {
                        println!("BAD WORD {word:?} {}", page.text.len());
                    }
                }
            }
        });
        println!(" {}", r.is_ok());
    }
}
