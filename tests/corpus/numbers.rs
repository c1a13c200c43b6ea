//! When two spellings are of one number: for the judge, and for who counts the words around numbers.

/// Returns a number of a kind as it is compared: letters and digits alone, without leading zeros. What a desk puts in letters behind a
/// register's number ("412/VISTI") may be told or left.
pub(crate) fn compared(kind: &str, value: &str) -> String {
    let desk = |c: char| kind == "protocol" && !c.is_ascii_digit();
    let bare: String =
        value.trim_end_matches(desk).chars().filter(|c| c.is_alphanumeric()).collect();
    bare.trim_start_matches('0').to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::compared;

    #[test]
    fn spellings_of_one_number_are_one_number() {
        let bare = |value| compared("practice", value);
        assert_eq!(bare("P-MI/L/N/2026/101255"), bare("P MI – L – N – 2026 – 101255"));
        assert_eq!(bare("0004512"), bare("4512"));
        assert_ne!(bare("4512"), bare("45120"));
    }

    #[test]
    fn a_desk_s_letters_behind_a_protocol_number_are_no_other_number() {
        assert_eq!(compared("protocol", "412/VISTI"), compared("protocol", "412"));
        assert_eq!(compared("protocol", "0022187"), compared("protocol", "0022187/SUI/F"));
        assert_ne!(compared("protocol", "412/VISTI"), compared("protocol", "4127"));
        assert_ne!(compared("contract", "412/VISTI"), compared("contract", "412"));
    }
}
