//! Mails, and everything else that is no PDF: read, recognised and judged.
#![no_main]

use libfuzzer_sys::fuzz_target;

// A panic inside the mail reader costs that mail only, by design. libFuzzer's own hook would end the process before that is seen.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |data: &[u8]| {
    let people = faldone_fuzz::people();
    // The PDF reader has its own target.
    if data.windows(5).take(1024).any(|w| w == b"%PDF-") {
        return;
    }
    faldone::fuzzed::read_and_judge(data.to_vec(), "receipt.eml", &people);
    for name in ["scan.jpg", "photo.png", "form.docx", "signed.pdf.p7m", "other"] {
        faldone::fuzzed::read_and_judge(data.to_vec(), name, &people);
    }
});
