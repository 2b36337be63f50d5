//! What is the same for every route: headers, problems, limits, pages, and that nothing people send breaks it.

mod app;
mod backup;
mod door;
mod figures;
mod fuzz;
mod pages;
mod problems;
mod settings;
mod stop;
mod tls;
