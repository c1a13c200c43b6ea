//! What a name's standing is worth on papers of each type.

use super::standing::{Party, Standing};

/// Papers of somebody's work, in which a child is only mentioned.
const OF_WORK: &[&str] = &[
    "EMPLOYER-LETTER",
    "REFERENCE-LETTER",
    "CONTRACT",
    "JOB-OFFER",
    "PAYSLIP",
    "CV",
    "STAY-CONTRACT",
    "PERMIT",
];

/// 0: not the subject. 1: named, nothing said. 2: in a field of a form. 3: labelled the subject. 4: the holder.
pub(super) fn weight(standing: Standing, id: Option<&str>) -> u32 {
    match standing {
        Standing::Holder => 4,
        Standing::Subject => 3,
        // The office answers whoever may now employ the person it names.
        Standing::Addressee if matches!(id, Some("CPI-CHECK" | "PAYMENT-NOTICE")) => 4,
        Standing::Addressee => 3,
        // A mail between friends is a paper of nobody.
        Standing::Reader if id.is_none() => 1,
        Standing::Alone if id.is_none() => 2,
        Standing::Addressed => 2,
        Standing::Reader => 3,
        Standing::Field => 2,
        Standing::Unlabelled | Standing::Alone => 1,
        // Who speaks is the subject, but for papers in which one speaks about another.
        Standing::Other(Party::Declarer) => match id {
            Some(
                "HOSPITALITY" | "BUILDING-NOTICE" | "EMPLOYER-LETTER" | "REFERENCE-LETTER"
                | "MEDICAL-CERT" | "TRANSLATION" | "ASSEVERATION",
            ) => 0,
            // Who offers work, or says what was paid for it, speaks of another.
            Some("JOB-OFFER" | "CU" | "STAY-CONTRACT") => 1,
            _ => 3,
        },
        // A parent's paper tells of the child; a school's or an office's is the child's.
        Standing::Other(Party::Child) if id.is_some_and(|id| OF_WORK.contains(&id)) => 0,
        // Both parents of a child may consent; the consent is the child's.
        Standing::Other(Party::Child) if id == Some("CONSENT") => 4,
        // A child goes along with its parent's permit.
        Standing::Other(Party::Child)
            if matches!(id, Some("PERMIT-RECEIPT" | "PERMIT-APPLICATION")) =>
        {
            1
        }
        Standing::Other(Party::Child) => 3,
        // A guest may be somebody's mother.
        Standing::Other(Party::Parent) if id == Some("HOSPITALITY") => 2,
        // A family is hosted, called and let in together.
        Standing::Other(Party::Relative)
            if matches!(id, Some("HOSPITALITY" | "BUILDING-NOTICE" | "NULLA-OSTA")) =>
        {
            3
        }
        // The family's insurance is of all whom it insures, whoever pays for it.
        Standing::Other(Party::Policyholder) if id == Some("HEALTH-INSURANCE") => 2,
        Standing::Other(Party::Policyholder) => 3,
        // An office's answer is sooner that of whom it names as the one it is about.
        Standing::Other(Party::Applicant) => match id {
            Some("REJECTION" | "REJECTION-NOTICE" | "INTEGRATION-REQUEST" | "REVOCATION") => 2,
            Some("ALI-RECEIPT") => 4,
            _ => 3,
        },
        // Offices answer whoever wants to employ somebody; a household's contributions are paid by who employs.
        Standing::Other(Party::Employer) => match id {
            Some("PAYMENT-NOTICE") => 4,
            Some("CPI-CHECK") => 3,
            Some("ASSEVERATION") => 2,
            Some(
                "REJECTION"
                | "REJECTION-NOTICE"
                | "OBSERVATIONS"
                | "INTEGRATION-REQUEST"
                | "ALI-RECEIPT",
            ) => 1,
            _ => 0,
        },
        Standing::Other(Party::Owner) if matches!(id, None | Some("OTHER")) => 2,
        // Whose studies and trade a paper is about has a title.
        Standing::Other(Party::Titled)
            if matches!(
                id,
                Some(
                    "QUALIFICATION-RECOGNITION"
                        | "PROFESSIONAL-LICENCE"
                        | "DEGREE"
                        | "TRANSCRIPT"
                        | "JOB-OFFER"
                        | "CV"
                        | "CLIENT-CONTRACT"
                )
            ) =>
        {
            2
        }
        // A family is hosted, called and let in together.
        Standing::Other(Party::Spouse) if matches!(id, Some("HOSPITALITY" | "BUILDING-NOTICE")) => {
            3
        }
        // "… per la coniuge Leila Haddad": whoever asked for it is named before; a list is of all whom it lets in.
        Standing::Other(Party::Spouse) if id == Some("NULLA-OSTA") => 2,
        Standing::Other(Party::Spouse) if id == Some("MARRIAGE-CERT") => 1,
        // Both spouses are named as such, and the paper is theirs.
        Standing::Other(Party::Else) if id == Some("MARRIAGE-CERT") => 1,
        // A school's or an office's bill goes to the parent.
        Standing::Other(Party::Parent)
            if matches!(
                id,
                None | Some("PAYMENT-NOTICE" | "FEE-RECEIPT" | "INVOICE" | "LETTER" | "OTHER")
            ) =>
        {
            1
        }
        // Who owns or runs a company stands in its register.
        Standing::Other(Party::Else | Party::Titled | Party::Owner)
            if id == Some("COMPANY-REGISTER") =>
        {
            2
        }
        Standing::Other(_) => 0,
    }
}
