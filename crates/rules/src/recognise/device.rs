//! The day that a telephone, a desktop, a browser or a camera puts beside what it shows, with its clock or in a file's name.

use super::dates::{after, before};
use super::fold::Folded;
use super::position::{TIME, is_place_and_date, stands_apart};
use super::{pattern, printed};
use regex::Regex;
use std::sync::LazyLock;

/// Returns whether a date stands alone on its line with an hour, as a clock shows them.
pub(super) fn has_hour(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let (from, to) = page.cell(start, end);
    let line = page.line_of(start);
    // A telephone shows its clock at the top, a desktop at the bottom.
    let edge = line < 2 || line + 3 > page.last_line();
    // Below the line of a telephone's clock and battery, the day alone.
    let below_clock = line == 1 && page.page == 1 && {
        let (clock, _) = page.line(0);
        STATUS_BAR.is_match(&page.text[clock..from])
            && page.line(1).1 <= end + 1
            && WEEKDAY_LEAD.is_match(&page.text[from..start])
    };
    printed::is_header(page, start, end)
        || below_clock
        || edge && CLOCK_BEFORE.is_match(&page.text[from..start])
        || page.text[from..start].trim().is_empty()
            && TIME.is_match(page.text[end..to].trim_matches([' ', ',', ';', '-']))
}

/// A telephone's first line: the hour, then signal and battery.
static STATUS_BAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^[0-9]{1,2}[:.][0-9]{2}(?:\s[\t\x20-\x7f]{0,40})?\s*$"));

/// The day of the week, or nothing, before a day.
static WEEKDAY_LEAD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^(?:[a-z]{2,12}'?[.,]?\s(?:[a-z]{2,8},?\s)?)?$"));

/// "11:07 01/04/2026", "15:02 mer 25 feb 2026".
static CLOCK_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)(?:^|\s)[0-9]{1,2}:[0-9]{2}(?:\s[ap]m)?,?\s(?:[a-z]{2,10}\.?,?\s)?$")
});

/// Returns whether a date on a picture's sheet is that of the picture: alone, beside a place or an hour.
pub(super) fn of_picture(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let (from, _) = page.cell(start, end);
    has_hour(page, start, end)
        || stands_apart(page, start, end)
        || is_place_and_date(page, start, end)
        || page.text[from..start].trim().is_empty()
            && HOUR_BEHIND.is_match(after(&page.text, end, 12))
}

static HOUR_BEHIND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^,?\s(?:ore\s|h\s)?[0-9]{1,2}[:.][0-9]{2}\b"));

/// The name of a picture's file, up to its day: "Screenshot_", "Schermata ".
static PICTURE_FILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|[\s/])(?:screenshot|screen\sshot|schermata|captura\sde\spantalla|capture\sd'ecran|bildschirmfoto|img|pxl|photo|foto|image)[\s_-](?:del\s|de\s|du\s|vom\s)?$",
    )
});

/// Returns whether a date is part of the name that a device gave a picture.
pub(super) fn is_of_file(page: &Folded<'_>, start: usize) -> bool {
    PICTURE_FILE.is_match(before(&page.text, start, 32))
}
