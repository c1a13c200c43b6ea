//! A paper that says itself that it proves nothing: told with its words, and what to do now.

use super::{FileSummary, codes::finding};
use crate::facts::{Finding, VoidReason};

/// The most of its words that a finding repeats, in characters.
const WORDS: usize = 100;

/// Returns what is to be said of a paper that does not count by its own words.
pub(super) fn check(file: &FileSummary) -> Option<Finding> {
    let void = file.recognition.void.as_ref()?;
    let words = void.evidence.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: String = words.chars().take(WORDS).collect();
    let page = void.evidence.page.to_string();
    let values = [("words", words.as_str()), ("page", page.as_str())];
    if void.reason == VoidReason::Undelivered {
        let text =
            format!("This certified mail did not arrive: “{words}”. Nothing was filed with it.");
        let fix = "Check the address and the attachments and send it again today; keep this notice with the new receipts. If the term ends today, file in another way too.";
        return Some(finding("mail-not-delivered", text, fix.to_owned(), &values));
    }
    let text = format!(
        "It says itself that it does not count: “{words}”. So it ticks no checklist, pays no fee and proves no filing."
    );
    Some(finding("proves-nothing", text, what_to_do(void.reason).to_owned(), &values))
}

fn what_to_do(reason: VoidReason) -> &'static str {
    match reason {
        VoidReason::Failed => {
            "Find out why it did not go through and do it again; keep the receipt that says it did."
        }
        VoidReason::Refused => {
            "Read why it was turned back, mend that and hand it in again; keep the receipt that says it was taken."
        }
        VoidReason::Annulled => "Add the paper that took its place, if there is one.",
        VoidReason::NotSent => "Send it, and add the receipt that says so.",
        VoidReason::Draft => "Add the final one, signed where that is asked.",
        VoidReason::Quote => "Add the policy or the contract itself.",
        VoidReason::Specimen => "Add your own paper.",
        VoidReason::NotAReceipt => "Add the receipt itself.",
        VoidReason::Undelivered => "Send it again.",
    }
}
