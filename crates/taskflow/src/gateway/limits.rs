//! How much one user or one address may ask for.

/// Which limits a route is under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Probes and metrics: never limited.
    Free,
    /// Everything people do.
    Ordinary,
    /// Where passwords and one-time secrets can be guessed.
    SignIn,
}

impl Class {
    pub fn of(template: &str) -> Self {
        const GUESSED: &[&str] =
            &["/login", "/register", "/verify-email", "/password/forgot", "/password/reset"];
        let under_auth = template.strip_prefix("/api/v1/auth");
        if template.starts_with("/health") || template == "/metrics" {
            Self::Free
        } else if under_auth.is_some_and(|rest| GUESSED.contains(&rest)) {
            Self::SignIn
        } else {
            Self::Ordinary
        }
    }
}
