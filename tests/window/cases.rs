//! A case in the window: opened, answered, told of; what a packet would hold; and nothing of it for axe to find.

use crate::harness::{Theme, Window};

#[tokio::test]
async fn a_case_is_opened_and_answered_and_its_packet_is_looked_at() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1400, 900).await;
    window.press("Cases").await;
    // Without a case, what everybody should have.
    window.find("//h1[starts-with(., 'The master folder')]").await;
    window.press("Open a case").await;
    window.find("//dialog//option[contains(., 'Renewal of the residence permit')]").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "the form");
    window
        .script(
            "const choice = document.querySelector('dialog select');
             choice.value = [...choice.options].find((one) => one.text.startsWith('Renewal')).value;
             choice.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await;
    window.press("Open the case").await;
    window.find("//h1[starts-with(., 'Renewal of the residence permit')]").await;
    window.picture("cases-light-1400x900").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "the case");

    // A question is asked once.
    let question = "//main//*[@role='group'][.//button[normalize-space()='No']]";
    let asked = window.count(question).await;
    assert!(asked > 0);
    window.click(&format!("({question}//button[normalize-space()='No'])[1]")).await;
    window.find("//main//li[.//*[normalize-space()='Not needed']]").await;
    assert_eq!(window.count(question).await, asked - 1);

    window.press("Make a packet").await;
    window.find("//dialog//li").await;
    window.find("//dialog//label[contains(., 'although something is missing')]").await;
    window.picture("packet-light-1400x900").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "the packet");
    window.press("Cancel").await;
    window.resize(900, 600).await;
    window.picture("cases-light-900x600").await;
    window.close().await;
}
