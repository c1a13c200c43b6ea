//! The letters of the Italian provinces, as they stand in practices' numbers.

/// Two letters each, as on number plates until 1994 and in the State's registers since.
const PROVINCES: &str = r"
    ag al an ao ap aq ar at av ba bg bi bl bn bo br bs bt bz ca cb ce ch cl cn co cr cs ct cz en fc fe fg fi fm
    fr ge go gr im is kr lc le li lo lt lu mb mc me mi mn mo ms mt na no nu or pa pc pd pe pg pi pn po pr pt pu pv pz
    ra rc re rg ri rm rn ro sa si so sp sr ss su sv ta te tn to tp tr ts tv ud va vb vc ve vi vr vs vt vv";

/// Returns whether two small letters are a province's.
pub(super) fn is_province(letters: &str) -> bool {
    letters.len() == 2 && PROVINCES.split_whitespace().any(|province| province == letters)
}

/// Figures that OCR reads for letters.
const READ_FOR: [(u8, &[u8]); 8] = [
    (b'0', b"o"),
    (b'1', b"il"),
    (b'2', b"z"),
    (b'4', b"a"),
    (b'5', b"s"),
    (b'6', b"g"),
    (b'7', b"t"),
    (b'8', b"b"),
];

/// Returns the one province whose letters OCR may have read so: `70` is TO, `p0` is PO.
pub(super) fn misread(read: &str) -> Option<String> {
    let [one, two] = read.as_bytes() else { return None };
    let letters = |b: &u8| -> Vec<u8> {
        let figure = READ_FOR.iter().find(|(figure, _)| figure == b);
        figure.map_or(vec![*b], |(_, letters)| letters.to_vec())
    };
    let mut fitting = Vec::new();
    for first in letters(one) {
        for second in letters(two) {
            let province: String = [char::from(first), char::from(second)].iter().collect();
            if is_province(&province) {
                fitting.push(province);
            }
        }
    }
    (fitting.len() == 1).then(|| fitting.remove(0))
}

#[cfg(test)]
mod tests {
    use super::{PROVINCES, is_province, misread};

    #[test]
    fn a_misread_province_is_told_where_one_alone_fits() {
        assert_eq!(misread("70").as_deref(), Some("to"));
        assert_eq!(misread("p0").as_deref(), Some("po"));
        assert_eq!(misread("85").as_deref(), Some("bs"));
        assert_eq!(misread("99"), None);
        // MI and no other: there is no ML.
        assert_eq!(misread("m1").as_deref(), Some("mi"));
        // AL and no AI; but VI alone of VI and VL.
        assert_eq!(misread("00"), None);
        assert!(is_province("rm") && is_province("aq") && !is_province("pl"));
        // The 107 of today, and VS (Medio Campidano until 2016), which older papers bear.
        assert_eq!(
            PROVINCES.split_whitespace().collect::<std::collections::HashSet<_>>().len(),
            108
        );
    }
}
