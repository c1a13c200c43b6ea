//! Days that are written out: "venti giugno duemilaventisei", "a los ocho días del mes de noviembre de dos mil veintidós".

use super::dates::before;
use super::fold::Folded;
use super::forms::{WEEKDAY, month_number, months};
use super::paper::Paper;
use super::pattern;
use crate::packs::Nature;
use chrono::NaiveDate;
use regex::Regex;
use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

/// The numbers from 1 to 31 in Italian, Spanish, Portuguese, French, and English ordinals. Folded; `|` parts spellings of one.
const DAYS: [[&str; 31]; 5] = [
    [
        "primo|uno",
        "due",
        "tre",
        "quattro",
        "cinque",
        "sei",
        "sette",
        "otto",
        "nove",
        "dieci",
        "undici",
        "dodici",
        "tredici",
        "quattordici",
        "quindici",
        "sedici",
        "diciassette",
        "diciotto",
        "diciannove",
        "venti",
        "ventuno",
        "ventidue",
        "ventitre",
        "ventiquattro",
        "venticinque",
        "ventisei",
        "ventisette",
        "ventotto",
        "ventinove",
        "trenta",
        "trentuno",
    ],
    [
        "primero|uno",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
        "trece",
        "catorce",
        "quince",
        "dieciseis",
        "diecisiete",
        "dieciocho",
        "diecinueve",
        "veinte",
        "veintiuno|veintiun|veinte y uno",
        "veintidos|veinte y dos",
        "veintitres|veinte y tres",
        "veinticuatro|veinte y cuatro",
        "veinticinco|veinte y cinco",
        "veintiseis|veinte y seis",
        "veintisiete|veinte y siete",
        "veintiocho|veinte y ocho",
        "veintinueve|veinte y nueve",
        "treinta",
        "treinta y uno|treinta y un",
    ],
    [
        "primeiro|um",
        "dois",
        "tres",
        "quatro",
        "cinco",
        "seis",
        "sete",
        "oito",
        "nove",
        "dez",
        "onze",
        "doze",
        "treze",
        "catorze|quatorze",
        "quinze",
        "dezesseis|dezasseis",
        "dezessete|dezassete",
        "dezoito",
        "dezenove|dezanove",
        "vinte",
        "vinte e um",
        "vinte e dois",
        "vinte e tres",
        "vinte e quatro",
        "vinte e cinco",
        "vinte e seis",
        "vinte e sete",
        "vinte e oito",
        "vinte e nove",
        "trinta",
        "trinta e um",
    ],
    [
        "premier|un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "dix sept",
        "dix huit",
        "dix neuf",
        "vingt",
        "vingt et un",
        "vingt deux",
        "vingt trois",
        "vingt quatre",
        "vingt cinq",
        "vingt six",
        "vingt sept",
        "vingt huit",
        "vingt neuf",
        "trente",
        "trente et un",
    ],
    [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "twenty first",
        "twenty second",
        "twenty third",
        "twenty fourth",
        "twenty fifth",
        "twenty sixth",
        "twenty seventh",
        "twenty eighth",
        "twenty ninth",
        "thirtieth",
        "thirty first",
    ],
];

/// One to nineteen and the tens in English, where days are ordinals and years are not.
const ENGLISH: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// Italian tens from thirty on; they lose their last letter before one and eight.
const ITALIAN_TENS: [&str; 7] =
    ["trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"];
const SPANISH_TENS: [&str; 7] =
    ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];

/// Returns the Italian words for a number below a hundred, or nothing for none.
fn italian(number: usize) -> String {
    match number {
        0 => String::new(),
        1 => "uno".to_owned(),
        2..=29 => DAYS[0][number - 1].to_owned(),
        _ => {
            let (tens, ones) = (ITALIAN_TENS[number / 10 - 3], number % 10);
            let tens = if matches!(ones, 1 | 8) { &tens[..tens.len() - 1] } else { tens };
            format!("{tens}{}", italian(ones))
        }
    }
}

/// Returns the Spanish words for a number below a hundred, or nothing for none.
fn spanish(number: usize) -> String {
    match number {
        0 => String::new(),
        1 => "uno".to_owned(),
        21 => "veintiuno".to_owned(),
        2..=29 => DAYS[1][number - 1].split('|').next().unwrap_or_default().to_owned(),
        _ if number.is_multiple_of(10) => SPANISH_TENS[number / 10 - 3].to_owned(),
        _ => format!("{} y {}", SPANISH_TENS[number / 10 - 3], spanish(number % 10)),
    }
}

/// Returns the English words for a number below forty.
fn english(number: usize) -> String {
    match number {
        0 => String::new(),
        1..=19 => ENGLISH[number - 1].to_owned(),
        _ => {
            let tens = if number < 30 { "twenty" } else { "thirty" };
            format!("{tens} {}", english(number % 10)).trim().to_owned()
        }
    }
}

/// The last year of this century that papers are read of.
const LAST_YEAR: usize = 39;

/// Every spelling of a number from 1 to 31 with its value.
static DAY_WORDS: LazyLock<HashMap<String, u32>> = LazyLock::new(|| {
    let of = |(at, words): (usize, &&str)| -> Vec<(String, u32)> {
        words.split('|').map(|word| (word.to_owned(), at as u32 + 1)).collect()
    };
    DAYS.iter().flat_map(|days| days.iter().enumerate().flat_map(of)).collect()
});

/// Every spelling of a year with its value: those of this century, and in Italian and Spanish those of births before it.
static YEAR_WORDS: LazyLock<HashMap<String, i32>> = LazyLock::new(|| {
    let mut words = HashMap::default();
    let mut add = |year: usize, text: String| {
        words.insert(text.split_whitespace().collect::<Vec<_>>().join(" "), year as i32);
    };
    for number in 0..=LAST_YEAR {
        let year = 2000 + number;
        add(year, format!("duemila{}", italian(number)));
        add(year, format!("duemila {}", italian(number)));
        add(year, format!("duemila e {}", italian(number)));
        add(year, format!("dos mil {}", spanish(number)));
        if (21..=29).contains(&number) {
            add(year, format!("dos mil veinte y {}", spanish(number % 10)));
        }
        add(year, format!("two thousand {}", english(number)));
        add(year, format!("two thousand and {}", english(number)));
        if (1..=31).contains(&number) {
            // "Um" and "un" are the first of each list's spellings of one in a year.
            for one in DAYS[2][number - 1].split('|') {
                add(year, format!("dois mil e {one}"));
            }
            for one in DAYS[3][number - 1].split('|') {
                add(year, format!("deux mille {one}"));
                add(year, format!("deux mil {one}"));
            }
        }
    }
    for number in 20..=99 {
        add(1900 + number, format!("millenovecento{}", italian(number)));
        add(1900 + number, format!("mil novecientos {}", spanish(number)));
    }
    words
});

/// Returns an alternation of words, the longest first; blanks may be hyphens, also where a line ends.
fn any(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.collect();
    words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    words.join("|").replace(' ', "(?: |- ?)")
}

/// Only around the name of a month may a day stand in words.
static MONTH: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?-u)\b(?:{})\b", months())));

static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    let days = any(DAY_WORDS.keys().cloned());
    let years = any(YEAR_WORDS.keys().cloned());
    let m = months();
    pattern(&format!(
        r"(?-u)\b(?:(?:nell?'?\s?|del)?(?:l'anno|lanno)\s(?P<fy>{years}|20[0-9]{{2}})(?:\s\((?:20[0-9]{{2}})\))?,?\s(?:add[i1]'?,?|(?:il\s)?giorno|il)\s(?P<fd>{days}|[0-9]{{1,2}})(?:\s\([0-9]{{1,2}}\))?,?\s(?:del\smese\sdi\s|di\s)?(?P<fm>{m})\b|(?P<d>{days}|[0-9]{{1,2}})(?:o|st|nd|rd|th)?(?:\s\([0-9]{{1,2}}\))?,?\s(?:(?:dias?|day|jours?)\s)?(?:(?:del|di|do)\s(?:mese|mes)\s)?(?:(?:de|di|of|do)\s)?(?P<m>{m}),?\s(?:(?:de|del|do|dell'anno|dell'|in\sthe\syear|of|a(?:n|fi)o|l'an)\s){{0,2}}(?P<y>{years}|20[0-9]{{2}})\b)"
    ))
});

/// A day in figures that repeats the words before it.
static REPEATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^\s?\([0-9]{1,2}[\s/.-]{1,3}[0-9a-z]{1,10}[\s/.-]{1,3}[0-9]{2,4}\)")
});

/// A day in words: where it stands, and whether its year comes first, as at the head of a deed.
pub(super) struct Written {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) day: NaiveDate,
}

/// Returns the days in words on a page, each with the figures in brackets that repeat it.
pub(super) fn find(page: &Folded<'_>) -> Vec<Written> {
    let plain = |words: &str| words.replace("- ", " ").replace('-', " ");
    let read = |whole: regex::Match<'_>| {
        let found = WRITTEN.captures(whole.as_str())?;
        let text = |name: &str| found.name(name).map(|m| m.as_str());
        let (day, month, year) = match text("fd") {
            Some(day) => (day, text("fm")?, text("fy")?),
            None => (text("d")?, text("m")?, text("y")?),
        };
        let day = DAY_WORDS.get(&plain(day)).copied().or_else(|| day.parse().ok())?;
        let year = YEAR_WORDS.get(&plain(year)).copied().or_else(|| year.parse().ok())?;
        let repeated = REPEATED.find(&page.flat[whole.end()..]).map_or(0, |m| m.end());
        Some(Written {
            start: whole.start(),
            end: whole.end() + repeated,
            day: NaiveDate::from_ymd_opt(year, month_number(month)?, day)?,
        })
    };
    beside_months(&page.flat)
        .into_iter()
        .filter(|whole| !in_figures(whole.as_str()))
        .filter_map(read)
        .collect()
}

/// Returns the year that words spell out: "duemilaventisei".
pub(super) fn year(words: &str) -> Option<i32> {
    YEAR_WORDS.get(words).copied()
}

/// So far before a month, and behind it, reach the longest day and year in words.
const BEFORE: usize = 150;
const BEHIND: usize = 100;

/// Returns what looks like a day in words. All have a month's name, and are looked for around these alone: a page has few of them, and
/// most stand between figures.
fn beside_months(flat: &str) -> Vec<regex::Match<'_>> {
    let mut found: Vec<regex::Match<'_>> = Vec::new();
    let mut read = 0;
    for month in MONTH.find_iter(flat) {
        let figure = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let before = flat[..month.start()].trim_end().as_bytes().last();
        let behind = flat[month.end()..].trim_start().as_bytes().first();
        if month.end() <= read || figure(before) && figure(behind) {
            continue;
        }
        let from = month.start().saturating_sub(BEFORE).max(read);
        let to = (month.end() + BEHIND).min(flat.len());
        read = from;
        while read < month.end()
            && let Some(whole) = WRITTEN.find_at(&flat[..to], read)
        {
            read = whole.end();
            found.push(whole);
        }
    }
    found
}

/// Returns whether a day has figures alone beside its month: it is read elsewhere.
fn in_figures(day: &str) -> bool {
    let figure = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let joined = [" dia", " day", " mes"].iter().any(|word| day.contains(word));
    figure(day.as_bytes().first()) && figure(day.as_bytes().last()) && !joined
}

/// "En la ciudad de Buenos Aires, a los", "na cidade de São Paulo, aos": how a deed opens that writes its day in words.
static IN_TOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|[\s,.;-])(?:en|em|na|no)\s[a-z][a-z' ,.()-]{2,140}?,?\s(?:a|a\slos|al|el|el\sdia|aos|ao)\s(?:dia\s)?$",
    )
});

/// The word of a field for the day itself.
static ON_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?-u)\b(?:on|this|il|il\sgiorno|li|addi'?|dated)\s:?\s?(?:{WEEKDAY},?\s)?(?:the\s)?$"
    ))
});

/// A paper's head has so many lines.
const HEAD_LINES: usize = 10;

/// Returns whether a day in words is that of a deed, behind its town.
pub(super) fn is_in_town(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> bool {
    // "On | Friday, the fifth of March": a field in the head of a deed or a contract.
    let parties = paper.is_any(&[Nature::Deed, Nature::Contract]);
    if parties && page.line_of(start) < HEAD_LINES && ON_DAY.is_match(before(&page.flat, start, 30))
    {
        return true;
    }
    paper.has_type()
        && !paper.is(Nature::Record)
        && IN_TOWN.is_match(before(&page.flat, start, 170))
}

#[cfg(test)]
mod tests {
    use super::{Folded, find};

    fn read(text: &str) -> Vec<String> {
        find(&Folded::new(1, text)).iter().map(|found| found.day.to_string()).collect()
    }

    #[test]
    fn days_in_words_are_read_in_five_languages() {
        for (text, day) in [
            ("Il giorno tre febbraio duemilaventisette, in Milano", "2027-02-03"),
            ("L'anno duemilaventisei, il giorno diciannove del mese di gennaio, in", "2026-01-19"),
            ("L'anno 2026 addì 18 del mese di febbraio, alle ore 10.15", "2026-02-18"),
            ("Rovigo, lì tre settembre 2026", "2026-09-03"),
            ("Carmagnola, lì ventisette ottobre duemilaventicinque (27/10/2025)", "2025-10-27"),
            ("nato il ventisette febbraio millenovecentonovantotto", "1998-02-27"),
            ("a los ocho días del mes de noviembre de dos mil veintidós", "2022-11-08"),
            ("a los veintisiete días del mes de\nfebrero de 2026", "2026-02-27"),
            ("aos vinte e sete dias do mês de maio de dois mil e vinte e seis", "2026-05-27"),
            ("le vingt-deux mai deux mille vingt-six", "2026-05-22"),
            ("On the twenty-second day of January two thousand and twenty-seven", "2027-01-22"),
        ] {
            assert_eq!(read(text), [day], "{text}");
        }
    }

    #[test]
    fn words_that_are_no_day_are_left() {
        for text in ["le due parti, marzo 2026", "trentuno aprile duemilaventisei", "sei marzo"] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
