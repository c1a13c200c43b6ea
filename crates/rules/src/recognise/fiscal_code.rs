//! The Italian fiscal code: check character, birth date and sex, the letters of a name (D.M. 23 December 1976).

use chrono::NaiveDate;

/// What a fiscal code says of its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decoded {
    /// Day and month of birth, with the last two digits of the year.
    pub day: u32,
    pub month: u32,
    pub year_of_century: i32,
    pub female: bool,
}

impl Decoded {
    /// Returns whether somebody born on this day may hold the code; the century is not in it.
    pub fn fits(&self, born: NaiveDate) -> bool {
        use chrono::Datelike;
        born.day() == self.day
            && born.month() == self.month
            && born.year().rem_euclid(100) == self.year_of_century
    }
}

/// Values of the characters at odd positions (1-based), `0`..`9` like `A`..`J`.
const ODD: [u32; 26] =
    [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const MONTHS: &[u8] = b"ABCDEHLMPRST";
/// Letters that stand for digits where two people would share a code.
const OMOCODIA: &[u8] = b"LMNPQRSTUV";
/// 0-based positions of the digits.
const DIGITS: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];

fn index(b: u8) -> u32 {
    u32::from(if b.is_ascii_digit() { b - b'0' } else { b - b'A' })
}

/// Returns whether the code (16 characters, capitals) has the right shape and check character, omocodia included.
pub fn is_valid(code: &str) -> bool {
    let bytes = code.as_bytes();
    let shape = bytes.len() == 16
        && bytes.iter().enumerate().all(|(at, &b)| match at {
            _ if DIGITS.contains(&at) => b.is_ascii_digit() || OMOCODIA.contains(&b),
            8 => MONTHS.contains(&b),
            _ => b.is_ascii_uppercase(),
        });
    if !shape {
        return false;
    }
    let sum: u32 = bytes[..15]
        .iter()
        .enumerate()
        // The first character is at an odd position.
        .map(|(at, &b)| if at % 2 == 0 { ODD[index(b) as usize] } else { index(b) })
        .sum();
    index(bytes[15]) == sum % 26
}

/// Returns what a valid code says; `None` if it is not valid or its day does not exist.
pub fn decode(code: &str) -> Option<Decoded> {
    if !is_valid(code) {
        return None;
    }
    let bytes = code.as_bytes();
    let digit = |at: usize| {
        OMOCODIA
            .iter()
            .position(|&b| b == bytes[at])
            .map_or_else(|| index(bytes[at]), |value| value as u32)
    };
    let day = digit(9) * 10 + digit(10);
    let female = day > 40;
    let day = if female { day - 40 } else { day };
    let month = MONTHS.iter().position(|&b| b == bytes[8])? as u32 + 1;
    let year_of_century = (digit(6) * 10 + digit(7)) as i32;
    // 2000 was a leap year, so every day that can exist exists in it.
    NaiveDate::from_ymd_opt(2000, month, day)?;
    Some(Decoded { day, month, year_of_century, female })
}

/// Returns what a valid code says, whatever letters stand for digits in it: its first fifteen characters, digits as such.
pub fn plain(code: &str) -> Option<String> {
    decode(code)?;
    let digit = |(at, b): (usize, u8)| match OMOCODIA.iter().position(|&letter| letter == b) {
        Some(value) if DIGITS.contains(&at) => char::from(b'0' + value as u8),
        _ => char::from(b),
    };
    Some(code.bytes().take(15).enumerate().map(digit).collect())
}

/// What OCR reads for what is printed.
const MISREAD: &[(u8, &[u8])] = &[
    (b'I', b"1!|L"),
    (b'J', b")]}I1"),
    (b'O', b"0QD"),
    (b'Q', b"0O"),
    (b'D', b"0O"),
    (b'S', b"5"),
    (b'B', b"8"),
    (b'Z', b"27"),
    (b'G', b"6"),
    (b'T', b"7"),
    (b'A', b"4"),
    (b'L', b"1I"),
    (b'0', b"OQD"),
    (b'1', b"I!|"),
    (b'2', b"Z"),
    (b'3', b"B"),
    (b'4', b"A"),
    (b'5', b"S"),
    (b'6', b"G"),
    (b'7', b"TZ"),
    (b'8', b"B"),
];

/// Returns the code that OCR misread in at most two places, where the shape says which kind of character stands there and the check
/// character agrees. Two codes that fit are none.
pub fn repaired(read: &str) -> Option<String> {
    let bytes = read.as_bytes();
    if bytes.len() != 16 {
        return None;
    }
    let fits = |at: usize| {
        let (b, digit) = (bytes[at], DIGITS.contains(&at));
        if digit { b.is_ascii_digit() || OMOCODIA.contains(&b) } else { b.is_ascii_uppercase() }
    };
    let wrong: Vec<usize> = (0..15).filter(|at| !fits(*at)).collect();
    if wrong.len() > MOST_MISREAD {
        return None;
    }
    let mut codes = vec![bytes.to_vec()];
    for &at in &wrong {
        let rights: Vec<u8> = printed_for(bytes[at])
            .filter(|right| right.is_ascii_digit() == DIGITS.contains(&at))
            .collect();
        codes = with_each(&codes, at, &rights);
    }
    // The check character is a letter that was read right, or one more that was not.
    let mut checks: Vec<u8> = Vec::new();
    checks.extend(Some(bytes[15]).filter(u8::is_ascii_uppercase));
    if wrong.len() < MOST_MISREAD {
        checks.extend(printed_for(bytes[15]).filter(u8::is_ascii_uppercase));
    }
    let whole = with_each(&codes, 15, &checks).into_iter().filter_map(|code| {
        let code = String::from_utf8(code).ok()?;
        decode(&code).is_some().then_some(code)
    });
    let mut fitting: Vec<String> = whole.collect();
    fitting.sort_unstable();
    fitting.dedup();
    (fitting.len() == 1).then(|| fitting.remove(0))
}

/// A code in which more was misread is none.
const MOST_MISREAD: usize = 2;

/// Returns what may be printed where OCR read a character.
fn printed_for(read: u8) -> impl Iterator<Item = u8> {
    MISREAD.iter().filter(move |(_, wrong)| wrong.contains(&read)).map(|(right, _)| *right)
}

/// Returns each of the codes with each of the characters at a place.
fn with_each(codes: &[Vec<u8>], at: usize, characters: &[u8]) -> Vec<Vec<u8>> {
    let with = |code: &Vec<u8>, character: u8| {
        let mut code = code.clone();
        code[at] = character;
        code
    };
    let all = codes.iter().flat_map(|code| characters.iter().map(move |c| with(code, *c)));
    all.collect()
}

/// Returns the code whose first six letters the names give, where all of it but one of these letters was read right and the check
/// character agrees. `names`: the words that stand beside it, in any order; two in a row may be one name.
pub fn with_names(read: &str, names: &[&str]) -> Option<String> {
    let (letters, rest) = read.split_at_checked(6)?;
    let off = |one: &str, two: &str| one.bytes().zip(two.bytes()).filter(|(a, b)| a != b).count();
    let nearly = |given: Vec<String>, read: &str| -> Vec<String> {
        let mut near: Vec<String> = given.into_iter().filter(|g| off(g, read) <= 1).collect();
        near.sort_unstable();
        near.dedup();
        near
    };
    let pairs = || names.windows(2).map(|pair| pair.concat());
    let each = |three: fn(&str) -> String| -> Vec<String> {
        names.iter().map(|name| three(name)).chain(pairs().map(|pair| three(&pair))).collect()
    };
    let surnames = nearly(each(surname_letters), &letters[..3]);
    let given = nearly(each(name_letters), &letters[3..]);
    let mut fitting = Vec::new();
    for surname in &surnames {
        for name in &given {
            let code = format!("{surname}{name}{rest}");
            if off(&code, read) == 1 && decode(&code).is_some() {
                fitting.push(code);
            }
        }
    }
    (fitting.len() == 1).then(|| fitting.remove(0))
}

/// Returns the three letters that a surname gives. `surname` in any script and case.
pub fn surname_letters(surname: &str) -> String {
    let (consonants, vowels) = split(surname);
    three(&consonants, &vowels)
}

/// Returns the three letters that given names give: with four consonants or more, the second is left out.
pub fn name_letters(name: &str) -> String {
    let (mut consonants, vowels) = split(name);
    if consonants.len() >= 4 {
        consonants.remove(1);
    }
    three(&consonants, &vowels)
}

fn split(text: &str) -> (Vec<char>, Vec<char>) {
    any_ascii::any_ascii(text)
        .to_ascii_uppercase()
        .chars()
        .filter(char::is_ascii_uppercase)
        .partition(|c| !"AEIOU".contains(*c))
}

fn three(consonants: &[char], vowels: &[char]) -> String {
    consonants.iter().chain(vowels).chain(&['X'; 3]).take(3).collect()
}

/// Returns whether eleven figures carry the check figure of provisional fiscal codes, the same as of VAT numbers.
pub fn is_provisional(code: &str) -> bool {
    let digits: Vec<u32> = code.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 11 || code.len() != 11 || digits.iter().all(|d| *d == 0) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(at, d)| if at % 2 == 0 { *d } else { d * 2 / 10 + d * 2 % 10 })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::{decode, is_valid, name_letters, surname_letters};
    use chrono::NaiveDate;

    #[test]
    fn the_check_character_decides() {
        // The Revenue Agency's own example person.
        assert!(is_valid("RSSMRA80A01H501U"));
        for wrong in ["RSSMRA80A01H501V", "RSSMRA80A01H501", "RSSMRA80Z01H501U", "rssmra80a01h501u"]
        {
            assert!(!is_valid(wrong), "{wrong}");
        }
    }

    #[test]
    fn omocodia_letters_stand_for_digits() {
        // 501 -> 50M: M is 1; the check character is reckoned anew.
        let code =
            ('A'..='Z').map(|c| format!("RSSMRA80A01H50M{c}")).find(|c| is_valid(c)).unwrap();
        let decoded = decode(&code).unwrap();
        assert_eq!((decoded.day, decoded.month, decoded.year_of_century), (1, 1, 80));
    }

    #[test]
    fn women_are_born_forty_days_later() {
        let code =
            ('A'..='Z').map(|c| format!("HDDLLE90H52Z229{c}")).find(|c| is_valid(c)).unwrap();
        let decoded = decode(&code).unwrap();
        assert!(decoded.female);
        assert!(decoded.fits(NaiveDate::from_ymd_opt(1990, 6, 12).unwrap()));
        assert!(!decoded.fits(NaiveDate::from_ymd_opt(1990, 6, 13).unwrap()));
    }

    #[test]
    fn names_give_their_letters() {
        assert_eq!(surname_letters("Rossi"), "RSS");
        assert_eq!(name_letters("Mario"), "MRA");
        // Four consonants: first, third, fourth.
        assert_eq!(name_letters("Gianfranco"), "GFR");
        assert_eq!(surname_letters("Fo"), "FOX");
        assert_eq!(surname_letters("N'Guessan"), "NGS");
        assert_eq!(name_letters("Đức"), "DCU");
    }
}
