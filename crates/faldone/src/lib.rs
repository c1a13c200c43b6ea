//! The application.

pub mod demo;
