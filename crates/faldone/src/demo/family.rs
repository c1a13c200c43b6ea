//! The people of the demo family, and the codes that offices give to people.

use super::DemoFamily;
use chrono::{Datelike, NaiveDate};
use faldone_rules::person::{Dependant, Person};

/// What papers say of one person.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) surname: &'static str,
    pub(super) born: (i32, u32, u32),
    pub(super) female: bool,
    /// The land's code for births abroad in the codice fiscale (Z229: Lebanon, Z604: Colombia).
    pub(super) birth_code: &'static str,
    /// ISO 3166-1 alpha-3, as the machine-readable zone has it.
    pub(super) country: &'static str,
    pub(super) passport: &'static str,
}

pub(super) const LEILA: Member = Member {
    name: "Leila",
    surname: "Haddad",
    born: (1992, 5, 14),
    female: true,
    birth_code: "Z229",
    country: "LBN",
    passport: "LR2748193",
};
pub(super) const DIEGO: Member = Member {
    name: "Diego",
    surname: "Fuentes Ibáñez",
    born: (1989, 9, 3),
    female: false,
    birth_code: "Z604",
    country: "COL",
    passport: "BA614207",
};
pub(super) const NOOR: Member = Member {
    name: "Noor",
    surname: "Fuentes Haddad",
    born: (2019, 3, 27),
    female: true,
    birth_code: "Z229",
    country: "COL",
    passport: "BC930512",
};

impl Member {
    pub(super) fn birth(&self) -> NaiveDate {
        let (year, month, day) = self.born;
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    fn letters(text: &str) -> String {
        let plain = |c: char| match c {
            'á' => 'a',
            'ñ' => 'n',
            other => other,
        };
        text.chars().map(plain).collect::<String>().to_uppercase()
    }

    /// Returns the codice fiscale (DM 23 December 1976).
    pub(super) fn fiscal_code(&self) -> String {
        let split = |text: &str| {
            let letters = Self::letters(text).replace(' ', "");
            let (vowels, consonants): (String, String) =
                letters.chars().partition(|c| "AEIOU".contains(*c));
            (consonants, vowels)
        };
        let three = |(consonants, vowels): &(String, String)| -> String {
            format!("{consonants}{vowels}XXX").chars().take(3).collect()
        };
        let surname = three(&split(self.surname));
        let mut given = split(self.name);
        if given.0.chars().count() > 3 {
            // Of a given name with more than three consonants, the second is left out.
            given.0.remove(1);
        }
        let (year, month, day) = self.born;
        let month = "ABCDEHLMPRST".chars().nth(month as usize - 1).unwrap_or('A');
        let day = if self.female { day + 40 } else { day };
        let stem = format!(
            "{surname}{}{:02}{month}{day:02}{}",
            three(&given),
            year % 100,
            self.birth_code
        );
        let check = fiscal_check(&stem);
        format!("{stem}{check}")
    }

    /// Returns the two lines of the passport's machine-readable zone (ICAO Doc 9303-4, TD3).
    pub(super) fn mrz(&self, expires: NaiveDate) -> (String, String) {
        let name = |text: &str| Self::letters(text).replace(' ', "<");
        let first = format!(
            "{:<<44}",
            format!("P<{}{}<<{}", self.country, name(self.surname), name(self.name))
        );
        let number = format!("{:<<9}", self.passport);
        let birth = self.birth().format("%y%m%d").to_string();
        let until = expires.format("%y%m%d").to_string();
        let sex = if self.female { 'F' } else { 'M' };
        let optional = "<".repeat(14);
        let (n, b, e, o) = (mrz_check(&number), mrz_check(&birth), mrz_check(&until), '0');
        let all = mrz_check(&format!("{number}{n}{birth}{b}{until}{e}{optional}{o}"));
        (first, format!("{number}{n}{}{birth}{b}{sex}{until}{e}{optional}{o}{all}", self.country))
    }
}

/// Returns the check character of the first fifteen characters of a codice fiscale.
fn fiscal_check(stem: &str) -> char {
    // The values of the characters at odd places, for 0–9 and again for A–J, then K–Z.
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let sum: u32 = stem
        .chars()
        .enumerate()
        .map(|(index, c)| {
            let value = c.to_digit(10).unwrap_or_else(|| (c as u32).saturating_sub('A' as u32));
            if index % 2 == 0 { ODD.get(value as usize).copied().unwrap_or(0) } else { value }
        })
        .sum();
    char::from(b'A' + (sum % 26) as u8)
}

/// Returns the check digit of a field of a machine-readable zone (weights 7, 3, 1; ICAO Doc 9303-3).
fn mrz_check(field: &str) -> char {
    let sum: u32 = field
        .chars()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(c, weight)| weight * c.to_digit(36).unwrap_or(0))
        .sum();
    char::from(b'0' + (sum % 10) as u8)
}

/// Returns a pagoPA notice number of its first sixteen digits: the last two are those modulo 93.
pub(super) fn pagopa_notice(first: u64) -> String {
    format!("{first:016}{:02}", first % 93)
}

/// Returns the people as the folder's profiles hold them.
pub(super) fn people() -> DemoFamily {
    let person = |id: &str, member: &Member, dependants: Vec<Dependant>| Person {
        id: id.to_owned(),
        name: member.name.to_owned(),
        surname: member.surname.to_owned(),
        fiscal_code: Some(member.fiscal_code()),
        born: Some(member.birth()),
        dependants,
    };
    let noor = Dependant {
        id: "noor-fuentes-haddad".to_owned(),
        name: NOOR.name.to_owned(),
        surname: NOOR.surname.to_owned(),
        born: Some(NOOR.birth()),
    };
    DemoFamily {
        people: vec![
            person("leila-haddad", &LEILA, Vec::new()),
            person("diego-fuentes-ibanez", &DIEGO, vec![noor]),
        ],
    }
}

/// Returns the day ten years after a passport's issue, less one.
pub(super) fn passport_expiry(issued: NaiveDate) -> NaiveDate {
    issued.with_year(issued.year() + 10).unwrap_or(issued).pred_opt().unwrap_or(issued)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_characters_match_published_examples() {
        // RSSMRA80A01H501U is the usual published example; L898902C36UTO… is the specimen of ICAO Doc 9303-4.
        assert_eq!(fiscal_check("RSSMRA80A01H501"), 'U');
        assert_eq!(mrz_check("L898902C3"), '6');
        assert_eq!(mrz_check("740812"), '2');
        assert_eq!(pagopa_notice(3_020_006_000_084_083), "302000600008408304");
    }

    #[test]
    fn codes_carry_name_day_and_birthplace() {
        assert!(LEILA.fiscal_code().starts_with("HDDLLE92E54Z229"));
        assert!(DIEGO.fiscal_code().starts_with("FNTDGI89P03Z604"));
        let (first, second) = DIEGO.mrz(NaiveDate::from_ymd_opt(2032, 10, 12).unwrap());
        assert_eq!(first, "P<COLFUENTES<IBANEZ<<DIEGO<<<<<<<<<<<<<<<<<<");
        assert_eq!((first.len(), second.len()), (44, 44));
    }
}
