//! What the server's close codes ask of a client.

/// What to do after a connection has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Come back, after the usual wait.
    Yes,
    /// Come back with another ticket.
    NewTicket,
    /// Not before the person has signed in again.
    AfterSignIn,
    /// It would end the same.
    No,
}

impl Again {
    /// By the code of the close frame; `None` when there was none.
    pub fn after(code: Option<u16>) -> Self {
        match code {
            Some(4401) => Self::AfterSignIn,
            Some(4500) => Self::NewTicket,
            Some(4501..=4599) => Self::No,
            _ => Self::Yes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_answer() {
        for code in [None, Some(1006), Some(4400), Some(4404), Some(4408), Some(4429)] {
            assert_eq!(Again::after(code), Again::Yes, "{code:?}");
        }
        assert_eq!(Again::after(Some(4401)), Again::AfterSignIn);
        assert_eq!(Again::after(Some(4500)), Again::NewTicket);
        for code in [4501, 4502, 4503, 4504, 4510, 4511] {
            assert_eq!(Again::after(Some(code)), Again::No, "{code}");
        }
    }
}
