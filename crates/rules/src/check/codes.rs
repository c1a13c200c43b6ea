//! Every code a finding can have: the one table behind the findings and their page in the docs.

use crate::facts::{Finding, Severity};
use std::fmt::Write;

/// One kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Kebab-case.
    pub code: &'static str,
    /// The usual severity; a finding may be milder or worse where its text says why.
    pub severity: Severity,
    pub title_en: &'static str,
    pub title_it: &'static str,
    /// What it means, for the docs.
    pub what: &'static str,
    /// What helps, for the docs.
    pub remedy: &'static str,
}

const fn row(
    code: &'static str,
    severity: Severity,
    [title_en, title_it]: [&'static str; 2],
    what: &'static str,
    remedy: &'static str,
) -> Code {
    Code { code, severity, title_en, title_it, what, remedy }
}

use Severity::{Error, Note, Warning};

/// All codes, in the order of the docs: the file itself, its text, its name, its place, its dates.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    row("incomplete", Error, ["Not completely there", "Non completo"],
        "The end of the file is missing or part of it is still empty: a download or copy was cut off.",
        "Get the file again. An incomplete file is never read for facts, named or moved."),
    row("partial-download", Note, ["Still downloading", "Ancora in download"],
        "The name is that of an unfinished download.",
        "Wait until it is done, or download it again and delete this remainder."),
    row("only-in-the-cloud", Note, ["Only in the cloud", "Solo nel cloud"],
        "The sync program keeps only a stand-in of the file on this computer. It is not read, so that nothing is downloaded unasked.",
        "To have it read, tell the sync program to keep it on this computer."),
    row("empty-file", Error, ["Empty", "Vuoto"], "The file has no bytes at all.", "Get the file again from where it came."),
    row("damaged", Error, ["Damaged", "Danneggiato"],
        "The structure of the file is broken, so other programs and portals may refuse it.",
        "Get the file again, or print it to a new PDF from a program that still opens it."),
    row("hostile", Error, ["Could not be read safely", "Lettura interrotta"],
        "Reading the file took more time or memory than any honest paper needs, or made the reader fail; it was stopped. Nothing else was affected.",
        "If you know where it comes from, print it to a new PDF; if not, do not open it."),
    row("locked", Warning, ["Needs a password", "Protetto da password"],
        "The file opens only with a password, so it cannot be read, searched or uploaded to most portals.",
        "Open it with its password and save a copy without one."),
    row("restricted", Note, ["Has restrictions", "Con restrizioni"],
        "The file opens, but forbids printing, copying or changing.",
        "Nothing, unless a portal refuses it."),
    row("active-content", Warning, ["Contains a program", "Contiene un programma"],
        "The PDF contains JavaScript or starts programs. It is reported and never run.",
        "If it did not come from an office, ask its sender; print it to a new PDF before sending it on."),
    row("embedded-files", Note, ["Has files inside", "Contiene allegati"],
        "Other files lie inside this one; they are not checked or named by themselves.",
        "Save them out if they are papers of their own."),
    row("portfolio", Warning, ["Is only a wrapper", "È solo un contenitore"],
        "The PDF is a portfolio: its pages are a cover, the papers are files inside it.",
        "Open it and save the files inside as PDFs of their own."),
    row("xfa", Warning, ["Opens only in Adobe Reader", "Si apre solo con Adobe Reader"],
        "The form is of the XFA kind: most programs and portals show a page that says to wait.",
        "Open it in Adobe Reader and print it to a new PDF."),
    row("not-read", Note, ["Cannot be read here", "Non leggibile qui"],
        "The file is of a kind that is not read: a signed envelope (.p7m), an office document, an archive or the like. Nothing is known of it but its name.",
        "Keep a PDF of the paper beside it. A signed envelope stays as it is: it is what counts."),
    row("program", Warning, ["Is a program", "È un programma"],
        "The file is something a computer would start, such as a program or a script, whatever its name says. It is never run and never renamed.",
        "Do not open it; ask who sent it, and delete it unless you put it there yourself."),
    row("wrong-extension", Warning, ["Wrong extension", "Estensione sbagliata"],
        "The extension says something else than what the file is, so it may not open or be refused.",
        "Accept the new name."),
    row("too-large", Warning, ["Too large for the portal", "Troppo grande per il portale"],
        "The file is larger than the portal takes.",
        "Make it smaller; the original is kept."),
    row("not-searchable", Warning, ["Cannot be searched", "Non ricercabile"],
        "Pages are pictures without text: a scan, a photo or letters drawn as shapes.",
        "Scan it again with text recognition (OCR) switched on, or run OCR on a copy; keep this one. A signed file is left as it is."),
    row("ocr-poor", Warning, ["Recognised text is poor", "Testo riconosciuto scarso"],
        "A scanner added text to the page, but it is mostly not words.",
        "Run text recognition (OCR) again on a copy, or scan it anew at 300 dpi."),
    row("unreadable-text", Warning, ["Text cannot be read", "Testo illeggibile"],
        "The page shows text, but its letters are stored so that no program can read them.",
        "Print it to a new PDF from where it came, or run text recognition (OCR) on a copy."),
    row("unsafe-name", Warning, ["Unsafe name", "Nome non sicuro"],
        "Some computer cannot store the name or shows it as another: forbidden or invisible characters, a name Windows reserves, a dot at the end, too long.",
        "Accept the new name, or rename the file."),
    row("nfd-name", Note, ["Accents in two pieces", "Accenti scomposti"],
        "Accents in the name are stored in two pieces, as some Macs do; other computers take it for another name.",
        "Accept the new name, or rename the file."),
    row("case-twin", Warning, ["Same name but for capitals", "Stesso nome salvo maiuscole"],
        "Two files of one folder differ only in capitals; on Windows and Macs one would replace the other.",
        "Rename one of them."),
    row("normalization-twin", Warning, ["Same name twice", "Stesso nome due volte"],
        "Two files of one folder look the same by name, because accents are stored in two ways; on a Mac one would replace the other.",
        "Rename one of them."),
    row("name-differs", Warning, ["Better name known", "Nome migliore disponibile"],
        "What the paper says and what its name says are not the same, or the name does not follow the folder's rules.",
        "Look at the proposed name and accept it."),
    row("unsure-name", Note, ["Name not sure", "Nome incerto"],
        "The paper's type, person or date is not sure, so it keeps its name.",
        "Say what is missing; a new name is then proposed."),
    row("reads-differently", Note, ["Read differently now", "Ora si legge in altro modo"],
        "A newer version, or rules of your own, read a fact differently from what you accepted. What you accepted is kept.",
        "Look at the paper; correct the fact if the new reading is right."),
    row("proves-nothing", Warning, ["Does not count", "Non vale"],
        "The paper says itself that it failed, was refused or annulled, was not sent, or that it is a draft, a quote, a specimen or no receipt. It ticks no checklist, reaches no step, pays no fee, proves no filing and keeps its name.",
        "Do again what it says was not done, and add the paper that shows it was."),
    row("mail-not-delivered", Error, ["Certified mail did not arrive", "PEC non arrivata"],
        "By its own certificate or title this is a notice that a certified mail was not accepted or not delivered. It proves no filing.",
        "Check the address and send it again at once; keep the notice with the new receipts."),
    row("duplicate", Warning, ["Same file twice", "File doppio"],
        "Another file holds exactly the same bytes.",
        "Set the copy aside; it can be taken back at any time."),
    row("sync-conflict", Warning, ["Conflict copy", "Copia in conflitto"],
        "A sync program kept two versions of a file because both were changed.",
        "Compare the two and keep the right one; nothing is decided for you."),
    row("misplaced", Warning, ["In another person's folder", "Nella cartella di un'altra persona"],
        "The paper lies in the folder of a person it does not belong to.",
        "Move it to the folder of its person."),
    row("future-date", Warning, ["Dated in the future", "Data futura"],
        "The paper says it was issued, filed or paid on a day that has not come: a misread date or a slip in the paper.",
        "Check the date on the paper and correct it here."),
    row("expired", Warning, ["Expired", "Scaduto"],
        "The paper is no longer valid, and no newer one of its kind is here.",
        "Renew it, or add the newer one."),
    row("expires-soon", Note, ["Expires soon", "In scadenza"],
        "The paper ends within 90 days. For a permit the renewal is asked for 60 days before; from then on this is a warning.",
        "Start its renewal."),
    row("payslip-gap", Warning, ["Payslips missing", "Buste paga mancanti"],
        "Between a person's first and last payslip there are months without one. Thirteenth and fourteenth salaries are not counted.",
        "Ask the employer for them; if you did not work in these months, nothing is missing."),
    row("birth-date-differs", Warning, ["Birth date differs", "Data di nascita diversa"],
        "Two papers give different birth dates for one person. The passport's machine-readable lines are taken as the measure, else what most papers say.",
        "Look at both. Correct what was misread; have a wrong paper mended before it is handed in."),
    row("fiscal-code-differs", Warning, ["Fiscal code differs", "Codice fiscale diverso"],
        "Two papers carry different fiscal codes with the letters of one person's name. Letters that stand for digits (omocodia) are no difference.",
        "Look at both. Correct what was misread; have a wrong paper mended before it is handed in."),
    row("name-spelled-differently", Warning, ["Name spelled differently", "Nome scritto diversamente"],
        "A paper carries a person's fiscal code, but a name that is a letter or two away from theirs. Accents, order, further names and transliterations are no difference.",
        "Have the paper mended before it is handed in."),
    row("passport-number-differs", Warning, ["Passport number differs", "Numero di passaporto diverso"],
        "A paper made after the passport was issued carries a number that no passport in the folder has.",
        "Add the passport it is about, or have the paper mended."),
    row("start-differs", Warning, ["Start of work differs", "Inizio del lavoro diverso"],
        "The contract, the compulsory notice and the day of hire on the payslips do not name one day.",
        "Ask the employer which is right."),
    row("employer-differs", Warning, ["Employer differs", "Datore di lavoro diverso"],
        "A notice or payslip is of another employer than the contract in force. Without the same first day this is a note: there may be two employments.",
        "Add the other contract, or ask the employer."),
    row("hours-differ", Warning, ["Weekly hours differ", "Orario settimanale diverso"],
        "The contract and the compulsory notice or the contract of stay give different hours a week.",
        "Ask the employer which is right."),
    row("pay-before-start", Warning, ["Paid before the start", "Paga prima dell'inizio"],
        "A payslip is of a month before the work begins by the contract with the same employer.",
        "Ask the employer which is right, or add the earlier contract."),
    row("first-payslip-late", Note, ["First payslip missing", "Prima busta paga mancante"],
        "Between the start of the work and the first payslip here there are months without one.",
        "Ask the employer for them, or add them if you have them elsewhere."),
    row("pay-differs", Warning, ["Pay differs from the contract", "Paga diversa dal contratto"],
        "Payslips of whole months have less than the contract says; a note where it is so in some months only, or where it is more in all. Part months, further salaries and pay by the hour are not compared.",
        "Add the paper that explains it, or ask the employer."),
    row("contributions-odd", Note, ["Unusual contributions", "Contributi insoliti"],
        "What a payslip holds back for contributions is an unusual share of its gross pay.",
        "Ask the payroll office; compare it with the INPS statement."),
    row("cu-differs", Warning, ["CU differs from the payslips", "CU diversa dalle buste paga"],
        "A year's certificate and the payslips of all its months differ by more than arrears and rounding explain.",
        "Ask the payroll office."),
    row("month-hours-differ", Warning, ["Hours of the month differ", "Ore del mese diverse"],
        "The payslips of several whole months all have far fewer hours than the contract's week comes to, or all far more. Months of hire and leaving and further salaries are not compared.",
        "Add the paper that changed the hours, or ask the employer."),
    row("inps-month-missing", Note, ["Months not credited by INPS", "Mesi non accreditati dall'INPS"],
        "An INPS statement, made at least six months later, credits nothing for months of which there are payslips.",
        "Ask the payroll office; report it to INPS with the payslips."),
    row("inps-employer-differs", Note, ["INPS credits another employer", "Datore diverso nell'estratto INPS"],
        "An INPS statement credits a month from another employer only than that of its payslip.",
        "Ask the payroll office; report it to INPS with the payslips."),
    row("inps-pay-differs", Note, ["INPS credits other pay", "Retribuzione diversa nell'estratto INPS"],
        "The pay that an INPS statement credits for some months and the payslips of all these months differ by more than arrears and rounding explain.",
        "Ask the payroll office; report it to INPS with the payslips."),
    row("inps-weeks-few", Note, ["INPS credits fewer weeks", "Meno settimane nell'estratto INPS"],
        "An INPS statement credits fewer weeks than its days have, while a payslip of full-time work is here for each month. Part-time work is credited by its pay and not compared.",
        "Ask the payroll office; report it to INPS with the payslips."),
    row("return-income-differs", Warning, ["Return has less than a CU", "Dichiarazione inferiore a una CU"],
        "A tax return has less whole income than one of the year's certificates alone. More is no difference.",
        "Ask whoever prepared the return."),
    row("return-tax-differs", Warning, ["Return has less tax held back", "Ritenute inferiori nella dichiarazione"],
        "A tax return counts less tax held back than one of the year's certificates alone.",
        "Ask whoever prepared the return."),
    row("passport-short", Warning, ["Passport ends too early", "Passaporto in scadenza troppo presto"],
        "The passport does not outlast the visa by the months that are asked for.",
        "Ask the consulate of its country for a new one."),
    row("permit-gap", Warning, ["Days without a permit", "Giorni senza permesso"],
        "Between two permits there are days without one, and no receipt of a renewal is here. Up to 60 days are a note.",
        "Add the post office's receipt of the renewal."),
    row("insurance-gap", Warning, ["Days without insurance", "Giorni senza assicurazione"],
        "Between two policies there are days without cover while a visa or permit was valid, and no health card is here.",
        "Add the paper that covers these days."),
    row("insurance-short", Note, ["Insurance ends before the visa", "Assicurazione più breve del visto"],
        "The policy ends before the visa does, and no health card is here.",
        "Extend it in time, or add the health card."),
];

/// Returns the row of a code.
pub fn code(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|row| row.code == code)
}

/// Returns the docs' page of all findings, as Markdown.
pub fn codes_page() -> String {
    let mut page = String::from(
        "# Findings\n\nWhat Faldone may say is wrong with a file or a paper. Generated from the program's own table; do not edit.\n\n\
         | code | severity | English | Italian | what it means | what helps |\n|---|---|---|---|---|---|\n",
    );
    for row in CODES {
        let severity = match row.severity {
            Error => "error",
            Warning => "warning",
            Note => "note",
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "| `{}` | {severity} | {} | {} | {} | {} |",
            row.code, row.title_en, row.title_it, row.what, row.remedy
        );
    }
    page
}

/// Makes a finding of the table's severity. `values` are those of the text, for translating it.
pub(crate) fn finding(
    code_id: &str,
    text: impl Into<String>,
    fix: impl Into<Option<String>>,
    values: &[(&str, &str)],
) -> Finding {
    Finding {
        code: code_id.to_owned(),
        severity: code(code_id).map_or(Warning, |row| row.severity),
        text: text.into(),
        fix: fix.into(),
        values: values.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        papers: Vec::new(),
        source: String::new(),
    }
}
