//! What is wrong with files and papers.
