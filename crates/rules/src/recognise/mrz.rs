//! Machine-readable zones of travel papers (ICAO Doc 9303): TD1 cards, TD3 passports, MRV-A and MRV-B visas.

use chrono::{Datelike, NaiveDate};

/// What a zone whose check digits agree says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mrz {
    pub format: Format,
    /// First characters of the zone: `P`, `V`, `IR`; no fillers.
    pub code: String,
    pub issuer: String,
    pub number: String,
    pub surname: String,
    pub names: String,
    pub nationality: String,
    /// The century is reckoned from the expiry: nobody holds a paper that expires 100 years after their birth.
    pub born: Option<NaiveDate>,
    pub expires: Option<NaiveDate>,
    pub female: Option<bool>,
}

/// The zone's layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Td1,
    Td3,
    MrvA,
    MrvB,
}

/// Returns the check digit of a field: weights 7, 3, 1; letters count from 10, the filler 0.
pub fn check_digit(field: &str) -> Option<u32> {
    let mut sum = 0;
    for (at, b) in field.bytes().enumerate() {
        let value = match b {
            b'0'..=b'9' => u32::from(b - b'0'),
            b'A'..=b'Z' => u32::from(b - b'A') + 10,
            b'<' => 0,
            _ => return None,
        };
        sum += value * [7, 3, 1][at % 3];
    }
    Some(sum % 10)
}

/// Returns the zone in two or three lines (no spaces, capitals). OCR confusions of letters and digits are
/// repaired, and kept only when the check digits then agree.
pub fn parse(lines: &[&str]) -> Option<Mrz> {
    match lines {
        [one, two] => match (one.len(), two.len(), one.as_bytes().first()?) {
            (44, 44, b'V') => visa(one, two, Format::MrvA),
            (36, 36, b'V') => visa(one, two, Format::MrvB),
            (44, 44, b'P') => td3(one, two),
            _ => None,
        },
        [one, two, three] if [one, two, three].iter().all(|line| line.len() == 30) => {
            td1(one, two, three)
        }
        _ => None,
    }
}

fn td3(one: &str, two: &str) -> Option<Mrz> {
    Fields {
        format: Format::Td3,
        head: &one[0..5],
        names: &one[5..],
        number: (&two[0..9], &two[9..10]),
        nationality: &two[10..13],
        born: (&two[13..19], &two[19..20]),
        sex: &two[20..21],
        expires: (&two[21..27], &two[27..28]),
    }
    .read()
}

fn visa(one: &str, two: &str, format: Format) -> Option<Mrz> {
    td3(&format!("{one:<<44}"), &format!("{two:<<44}")).map(|mrz| Mrz { format, ..mrz })
}

fn td1(one: &str, two: &str, three: &str) -> Option<Mrz> {
    if !matches!(one.as_bytes()[0], b'I' | b'A' | b'C' | b'R') {
        return None;
    }
    Fields {
        format: Format::Td1,
        head: &one[0..5],
        names: three,
        number: (&one[5..14], &one[14..15]),
        nationality: &two[15..18],
        born: (&two[0..6], &two[6..7]),
        sex: &two[7..8],
        expires: (&two[8..14], &two[14..15]),
    }
    .read()
}

/// A zone cut into its fields; those with a check digit as a pair.
struct Fields<'a> {
    format: Format,
    head: &'a str,
    names: &'a str,
    number: (&'a str, &'a str),
    nationality: &'a str,
    born: (&'a str, &'a str),
    sex: &'a str,
    expires: (&'a str, &'a str),
}

impl Fields<'_> {
    fn read(&self) -> Option<Mrz> {
        let number = checked(self.number.0, self.number.1)?;
        let born = checked(&digits(self.born.0), self.born.1)?;
        let expires = checked(&digits(self.expires.0), self.expires.1)?;
        let expires = date(&expires, 2000);
        let born = date(&born, 2000).map(|day| match expires {
            Some(end) if day >= end => century_before(day),
            // Papers last at most ten years: a holder is not born after the paper was made.
            Some(end) if day.year() > end.year() - 1 => century_before(day),
            _ => day,
        });
        let (surname, names) = self.names.split_once("<<").unwrap_or((self.names, ""));
        let words = |text: &str| letters(text).replace('<', " ").trim().to_owned();
        Some(Mrz {
            format: self.format,
            code: self.head[0..2].trim_end_matches('<').to_owned(),
            issuer: letters(&self.head[2..5]).trim_end_matches('<').to_owned(),
            number: number.trim_end_matches('<').to_owned(),
            surname: words(surname),
            names: words(names.trim_end_matches(['<', 'K'])).trim_end().to_owned(),
            nationality: letters(self.nationality).trim_end_matches('<').to_owned(),
            born,
            expires,
            female: match self.sex {
                "F" => Some(true),
                "M" => Some(false),
                _ => None,
            },
        })
    }
}

fn century_before(day: NaiveDate) -> NaiveDate {
    day.with_year(day.year() - 100).unwrap_or(day)
}

fn date(yymmdd: &str, century: i32) -> Option<NaiveDate> {
    let part = |from: usize| yymmdd.get(from..from + 2)?.parse::<u32>().ok();
    NaiveDate::from_ymd_opt(century + part(0)? as i32, part(2)?, part(4)?)
}

/// Letters that OCR reads for digits, and the other way round.
const CONFUSED: [(char, char); 10] = [
    ('O', '0'),
    ('Q', '0'),
    ('D', '0'),
    ('I', '1'),
    ('L', '1'),
    ('Z', '2'),
    ('S', '5'),
    ('G', '6'),
    ('B', '8'),
    ('T', '7'),
];

fn digits(text: &str) -> String {
    text.chars()
        .map(|c| CONFUSED.iter().find(|(letter, _)| *letter == c).map_or(c, |(_, digit)| *digit))
        .collect()
}

fn letters(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0' => 'O',
            '1' => 'I',
            '5' => 'S',
            '8' => 'B',
            _ => c,
        })
        .collect()
}

/// Returns the field if its check digit agrees, as it stands or with the one confusion that makes it agree.
fn checked(field: &str, digit: &str) -> Option<String> {
    let wanted = match digits(digit).as_str() {
        "<" => 0,
        other => other.parse::<u32>().ok()?,
    };
    if check_digit(field)? == wanted {
        return Some(field.to_owned());
    }
    let mut repaired = None;
    for (at, c) in field.char_indices() {
        for (letter, digit) in CONFUSED {
            let swapped = match c {
                _ if c == letter => digit,
                _ if c == digit => letter,
                _ => continue,
            };
            let candidate = format!("{}{swapped}{}", &field[..at], &field[at + 1..]);
            if check_digit(&candidate) == Some(wanted) {
                // Two repairs that agree leave doubt.
                if repaired.is_some() {
                    return None;
                }
                repaired = Some(candidate);
            }
        }
    }
    repaired
}

#[cfg(test)]
mod tests {
    use super::{Format, check_digit, parse};
    use chrono::NaiveDate;

    fn day(y: i32, m: u32, d: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(y, m, d)
    }

    // The specimens of ICAO Doc 9303 parts 4, 5 and 7.
    const TD3: [&str; 2] = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];

    #[test]
    fn the_specimen_passport_reads() {
        let mrz = parse(&TD3).unwrap();
        assert_eq!(mrz.format, Format::Td3);
        assert_eq!((mrz.surname.as_str(), mrz.names.as_str()), ("ERIKSSON", "ANNA MARIA"));
        assert_eq!(mrz.number, "L898902C3");
        assert_eq!((mrz.born, mrz.expires), (day(1974, 8, 12), day(2012, 4, 15)));
        assert_eq!((mrz.code.as_str(), mrz.issuer.as_str(), mrz.female), ("P", "UTO", Some(true)));
    }

    #[test]
    fn the_specimen_card_and_visa_read() {
        let card = parse(&[
            "I<UTOD231458907<<<<<<<<<<<<<<<",
            "7408122F1204159UTO<<<<<<<<<<<6",
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        ])
        .unwrap();
        assert_eq!((card.number.as_str(), card.format), ("D23145890", Format::Td1));
        let visa = parse(&[
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
            "L8988901C4XXX4009078F9612109<<<<<<<<",
        ])
        .unwrap();
        assert_eq!((visa.number.as_str(), visa.format), ("L8988901C", Format::MrvB));
    }

    #[test]
    fn one_confusion_is_repaired_and_a_wrong_digit_refused() {
        // O for 0 in the number.
        let ocr = TD3[1].replace("L898902C3", "L8989O2C3");
        assert_eq!(parse(&[TD3[0], &ocr]).unwrap().number, "L898902C3");
        let wrong = TD3[1].replace("C36UTO", "C34UTO");
        assert_eq!(parse(&[TD3[0], &wrong]), None);
        assert_eq!(parse(&[TD3[0], &TD3[1][..43]]), None);
    }

    #[test]
    fn check_digits_take_only_their_characters() {
        assert_eq!(check_digit("520727"), Some(3));
        assert_eq!(check_digit("a"), None);
    }
}
