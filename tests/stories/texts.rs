//! Short papers for stories, in the words that offices and employers use. The people in them do not exist.

use faldone_tests::paper;

/// The adults of the stories that make their own papers, as `init --person` wants them.
pub const AMINA: &str = "Amina/Rossi";
pub const DIEGO: &str = "Diego/Fuentes Ibáñez";

pub fn pdf(lines: &[&str]) -> Vec<u8> {
    paper(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
}

/// `month` as on a payslip: `SETTEMBRE 2026`. `surname_first` as offices write names.
pub fn payslip(surname_first: &str, month: &str) -> Vec<u8> {
    pdf(&[
        "Libro Unico del Lavoro - Prospetto paga",
        "Azienda: Officine Grafiche Bellavista S.r.l.",
        &format!("PERIODO DI RETRIBUZIONE: {month}"),
        &format!("COGNOME E NOME: {surname_first}"),
        "Qualifica e livello: Impiegato tecnico, livello B3",
        "Retribuzione ordinaria 26 giorni 1.954,63",
        "Contributo IVS 9,19% 179,63",
        "NETTO BUSTA: 1.471,40 EUR",
    ])
}

/// `day` as DD/MM/YYYY, `practice` like `P-MI/L/N/2026/101255`.
pub fn nulla_osta(surname_first: &str, day: &str, practice: &str) -> Vec<u8> {
    pdf(&[
        "Prefettura - Ufficio Territoriale del Governo di Milano",
        "SPORTELLO UNICO PER L'IMMIGRAZIONE",
        &format!("Milano, {day}"),
        &format!("Codice pratica: {practice}"),
        "NULLA OSTA AL LAVORO SUBORDINATO",
        "Vista la domanda presentata dal datore di lavoro; acquisito il parere della Questura",
        "SI RILASCIA il nulla osta al lavoro subordinato non stagionale a favore di:",
        &format!("Cognome e nome: {surname_first}"),
        "Datore di lavoro: Tessitura Valcrisa S.r.l., Milano",
    ])
}

/// `day` as DD/MM/YYYY: the day of the appointment.
pub fn appointment(surname_first: &str, day: &str) -> Vec<u8> {
    pdf(&[
        "QUESTURA DI MILANO",
        "Ufficio Immigrazione - Via Montebello 26",
        "CONVOCAZIONE",
        "Si invita la persona sotto indicata a presentarsi presso questo Ufficio per i rilievi",
        "fotodattiloscopici e per la definizione dell'istanza di permesso di soggiorno.",
        &format!("Cognome e nome: {surname_first}"),
        &format!("Giorno dell'appuntamento: {day} alle ore 10:15"),
    ])
}

/// The yearly certificate of an employer.
pub fn cu(surname: &str, name: &str, year: u32) -> Vec<u8> {
    pdf(&[
        "Agenzia delle Entrate",
        &format!("CERTIFICAZIONE UNICA {year}"),
        &format!("relativa all'anno {}", year - 1),
        "Dati relativi al dipendente o percipiente delle somme",
        &format!("Cognome: {surname}"),
        &format!("Nome: {name}"),
        "Redditi di lavoro dipendente a tempo indeterminato: 25.410,22",
        "Ritenute IRPEF: 3.877,45",
    ])
}

/// A letter that is no paper of any known type.
pub fn letter(number: usize) -> Vec<u8> {
    pdf(&["Cara zia,", "qui tutto bene e il giardino fiorisce.", &format!("Un saluto, {number}")])
}
