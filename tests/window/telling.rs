//! What no paper tells is added, and the timeline leaves as a table.

use crate::harness::{Theme, Window};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::{fs, path::Path};

#[tokio::test]
async fn an_event_is_added_and_the_timeline_exported_after_the_others_are_asked() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1400, 900).await;
    window.find("//button[contains(@class, 'doc')]").await;
    window.press("Timeline").await;
    window.press("Add an event").await;
    window.write("What happened", "Handed the lease to the landlord").await;
    window.write("Who did it", "Leila Haddad").await;
    window.picture("event-1400x900").await;
    window.press("Save").await;
    window.find("//td[contains(., 'Handed the lease to the landlord')]").await;

    window.press("Export").await;
    let write = "//dialog//button[normalize-space(.)='Write the table']";
    // While the list of joint papers is asked for anew nothing can be written.
    let ready = format!("{write}[not(@disabled)]");
    window.find("//dialog//li[contains(@class, 'file')]").await;
    assert!(
        !window.find(write).await.is_enabled().await.unwrap(),
        "joint papers are confirmed first"
    );
    window.picture("export-1400x900").await;
    let table = window.home().join("timeline.csv");
    window.click("//dialog//label[contains(., 'CSV')]//input").await;
    window.write("Write it to", table.to_str().unwrap()).await;
    window.field("They all agree").await.click().await.unwrap();
    assert!(!table.exists(), "nothing is written before the user says so");
    window.click(&ready).await;
    window.find("//dialog//*[contains(., 'written')]").await;
    let text = fs::read_to_string(&table).unwrap();
    assert!(text.contains("Handed the lease to the landlord"));
    window.press("Close").await;

    // A file that is there already is never overwritten, and that is told in words.
    window.press("Export").await;
    window.write("Write it to", table.to_str().unwrap()).await;
    window.field("They all agree").await.click().await.unwrap();
    window.click(&ready).await;
    window.find("//dialog//*[@role='alert'][contains(., 'is there already')]").await;
    assert_eq!(fs::read_to_string(&table).unwrap(), text);

    // The workbook, opened with another program's reader, tells the same.
    let book = window.home().join("timeline.xlsx");
    window.click("//dialog//label[contains(., 'XLSX')]//input").await;
    window.write("Write it to", book.to_str().unwrap()).await;
    window.click(&ready).await;
    window.find("//dialog//*[contains(., 'written')]").await;
    let rows = rows(&book);
    let told = |row: &&Vec<String>| row.iter().any(|c| c == "Handed the lease to the landlord");
    let event = rows.iter().find(told).expect("the event that was added");
    assert!(event.iter().any(|cell| cell == "Leila Haddad"), "{event:?}");
    let nulla_osta = rows.iter().any(|row| row.iter().any(|cell| cell == "P-MI/L/N/2026/101255"));
    assert!(nulla_osta, "what the papers tell is there too");
}

/// All rows of all sheets, as text.
fn rows(book: &Path) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(book).unwrap();
    let sheets = book.worksheets();
    sheets
        .iter()
        .flat_map(|(_, sheet)| sheet.rows())
        .map(|row| row.iter().map(Data::to_string).collect())
        .collect()
}
