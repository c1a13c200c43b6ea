//! The tax return beside the year's Certificazioni Uniche: income, and the tax that was held back.

use super::{Found, Sheet, differ, figure, money, same_employer, source_of};
use crate::facts::{AmountFound, AmountRole, DateRole, Said, When};
use crate::names::file_name;
use crate::packs::Packs;

/// The year a form names itself after: both name themselves after the year behind the income's.
fn year(sheet: &Sheet<'_>) -> Option<i32> {
    sheet.paper.file.recognition.dates.iter().find_map(|found| match found.date {
        When::Year(year) if found.role == DateRole::Period => Some(year),
        _ => None,
    })
}

pub(super) fn check(own: &[&Sheet<'_>], packs: &Packs) -> Vec<Found> {
    // A return of a couple has the income of both.
    let returns =
        own.iter().filter(|sheet| sheet.type_id == "TAX-RETURN" && sheet.is_of_nobody_else());
    let compared = returns.filter_map(|sheet| {
        let year = year(sheet)?;
        let of_year = own.iter().filter(|cu| cu.type_id == "CU" && self::year(cu) == Some(year));
        let certificates: Vec<&Sheet<'_>> = of_year.copied().collect();
        Some((*sheet, certificates))
    });
    compared
        .flat_map(|(sheet, certificates)| {
            let [income, tax] = [
                tell(sheet, &certificates, AmountRole::Total, AmountRole::Income, packs),
                tell(sheet, &certificates, AmountRole::Withheld, AmountRole::Withheld, packs),
            ];
            income.into_iter().chain(tax)
        })
        .collect()
}

/// Returns that the return has less than the certificate with the most of it. More is no contradiction: there may be other income, or a
/// certificate that is not here; and the certificates are not added up, since the last employer's may hold the earlier one's.
fn tell(
    sheet: &Sheet<'_>,
    certificates: &[&Sheet<'_>],
    of_return: AmountRole,
    of_certificate: AmountRole,
    packs: &Packs,
) -> Option<Found> {
    let rounding = figure(packs, "return-rounding")?;
    let here = sheet.amount(of_return)?;
    // Of one employer a second certificate takes the place of the first, and which is the last is not said.
    let is_sole = |cu: &&&Sheet<'_>| {
        let others = certificates.iter().filter(|other| other.path() != cu.path());
        others.into_iter().all(|other| same_employer(other, cu) == Some(false))
    };
    let employed = |cu: &&&Sheet<'_>| cu.amount(AmountRole::Income).is_some();
    let amounts = certificates.iter().filter(is_sole).filter(employed);
    let with: Vec<(&Sheet<'_>, &AmountFound)> =
        amounts.filter_map(|cu| Some((*cu, cu.amount(of_certificate)?))).collect();
    let (cu, there) = with.into_iter().max_by_key(|(_, amount)| amount.cents)?;
    if here.cents + rounding >= there.cents {
        return None;
    }
    let (a, b, other) = (money(here.cents), money(there.cents), file_name(cu.path()));
    let papers: Vec<Said> = vec![sheet.said(&here.evidence), cu.said(&there.evidence)];
    let (code, text, fix) = match of_return {
        AmountRole::Total => (
            "return-income-differs",
            format!(
                "This return has {a} as the whole income; the certificate {other} alone has {b}."
            ),
            "A regime that taxes a part only, such as that for people who move to Italy, may explain it. If not, ask whoever prepared the return.",
        ),
        _ => (
            "return-tax-differs",
            format!(
                "This return counts {a} of tax held back; the certificate {other} alone has {b}."
            ),
            "Tax held back that is not in the return is not given back: ask whoever prepared it.",
        ),
    };
    let values = [("here", a.as_str()), ("there", &b), ("other", other)];
    let source = source_of(packs, "return-rounding");
    Some((sheet.path().to_owned(), differ(code, text, fix, &values, papers, source)))
}
