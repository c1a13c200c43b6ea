//! The story of the window: papers are listed, a new one comes in by itself, a name is accepted and undone.
#![cfg(target_os = "linux")]
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "A helper of a test fails as a test does."
)]

mod harness;

use harness::Window;
use std::{fs, path::Path, time::Duration};

#[tokio::test]
async fn a_paper_comes_in_and_a_name_is_accepted_and_undone() {
    let window = Window::on_the_demo_family().await;
    window.resize(1400, 900).await;

    // The family's papers are listed, each with its file's name.
    window.find("//nav//button[@aria-current='page'][starts-with(., 'Documents')]").await;
    window.find("//button[contains(@class, 'doc')]").await;
    window.find("//aside//*[contains(., 'Watching the folder')]").await;
    assert!(window.count("//button[contains(@class, 'doc')]").await > 40);
    window.find("//img[starts-with(@alt, 'Page 1 of')]").await;
    window.picture("documents-1400x900").await;

    // A file dropped into the folder comes up by itself.
    fs::write(window.folder().join("dal comune (3).pdf"), paper("Comune di Milano")).unwrap();
    let row =
        window.find("//button[contains(@class, 'doc')][contains(., 'dal comune (3).pdf')]").await;
    row.click().await.unwrap();
    window.find("//img[@alt='Page 1 of dal comune (3).pdf']").await;

    // What the review promises is what happens on disk, and undo takes it back.
    window.press("Review names").await;
    let proposal = "//li[.//button[starts-with(@aria-label, 'Accept the name for')]]";
    window.find(proposal).await;
    window.picture("review-1400x900").await;
    let title = |class: &str| format!("({proposal})[1]//span[contains(@class, '{class}')][@title]");
    let from = window.find(&title("from")).await.attr("title").await.unwrap().unwrap();
    let to = window.find(&title("to")).await.attr("title").await.unwrap().unwrap();
    let (old, new) = (window.folder().join(&from), window.folder().join(&to));
    let bytes = fs::read(&old).unwrap();
    assert!(!new.exists(), "nothing is done before it is accepted");

    let accept =
        format!("({proposal})[1]//button[starts-with(@aria-label, 'Accept the name for')]");
    window.find(&accept).await.click().await.unwrap();
    window.find("//*[@aria-live]//*[contains(., '1 file has its new name')]").await;
    gone(&old).await;
    assert_eq!(fs::read(&new).unwrap(), bytes, "the paper is the same under its new name");
    window.picture("accepted-1400x900").await;

    window.find("//*[@aria-live]//button[normalize-space(.)='Undo']").await.click().await.unwrap();
    window.find("//*[@aria-live]//*[contains(., '1 file is as it was before')]").await;
    gone(&new).await;
    assert_eq!(fs::read(&old).unwrap(), bytes, "undo gives the old name back");

    for view in ["Today", "Timeline"] {
        window.press(view).await;
        window.find(&format!("//h1[.='{view}']")).await;
        window.find("//main//*[self::li or self::td]").await;
        window.picture(&format!("{}-1400x900", view.to_lowercase())).await;
    }

    // The smallest window that is looked after, and the other language.
    window.resize(900, 640).await;
    window.press("Documents").await;
    window.find("//img[starts-with(@alt, 'Page 1 of')]").await;
    window.picture("documents-900x640").await;
    window.press("Italiano").await;
    window.find("//h1[.='Documenti']").await;
    window.find("//html[@lang='it']").await;
    window.picture("documents-it-900x640").await;
    window.press("Rivedi i nomi").await;
    window.find("//button[starts-with(@aria-label, 'Accetta il nome per')]").await;
    window.picture("review-it-900x640").await;
    window.press("Oggi").await;
    window.find("//main//li").await;
    window.picture("today-it-900x640").await;

    window.close().await;
}

/// Waits until a file is not there any more.
async fn gone(path: &Path) {
    for _ in 0..100 {
        if !path.exists() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} is still there", path.display());
}

/// Returns a whole PDF of one page with one line.
fn paper(line: &str) -> Vec<u8> {
    let content = format!("BT /F 14 Tf 72 760 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", pdf.len());
        pdf += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let (size, start) = (objects.len() + 1, pdf.len());
    pdf += &format!(
        "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    pdf.into_bytes()
}
