//! What a row of the matrix says.

use std::future::Future;
use std::pin::Pin;

use serde_json::Value;

use super::callers::Who;
use super::stage::Stage;

/// Where an operation happens: it decides what those get who may not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Open to everybody, signed in or not.
    Street,
    /// The server itself: only who looks after it may, and the first user does.
    Server,
    /// In one's own account. Another's things are not found.
    Account,
    /// Behind a link that only whoever got it knows: they learn that it is not for them.
    Link,
    /// In a workspace. Not found by those outside.
    Workspace,
    /// In a project. Not found by those outside of the project; done once in an open and once in a private one.
    Project,
}

/// Somebody's call.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// Values for the names in the path; `ws` and `project_id` are those of the stage when absent.
    pub parameters: Vec<(&'static str, String)>,
    pub query: &'static str,
    pub body: Option<Value>,
}

impl Call {
    /// Gives a name in the path its value.
    pub fn on(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameters.push((name, value.to_string()));
        self
    }

    pub fn json(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    pub fn query(self, query: &'static str) -> Self {
        Self { query, ..self }
    }
}

pub type Made = Pin<Box<dyn Future<Output = Call> + Send>>;

/// How an operation is called, and who may.
pub struct Row {
    pub operation: &'static str,
    /// Tells rows of one operation apart.
    pub case: &'static str,
    pub place: Place,
    pub allowed: &'static [Who],
    /// What they are answered.
    pub status: u16,
    /// The caller makes what the call needs, not the owner of the workspace: comments, accounts.
    pub own: bool,
    /// It costs callers their role or their session: somebody just like them calls.
    pub costly: bool,
    /// It takes more than a token that may read, though it only reads.
    pub guarded: bool,
    pub call: fn(Stage) -> Made,
}

/// A row. `call` makes what the call needs and answers the call.
pub fn row(
    operation: &'static str,
    place: Place,
    allowed: &'static [Who],
    status: u16,
    call: fn(Stage) -> Made,
) -> Row {
    Row {
        operation,
        case: "",
        place,
        allowed,
        status,
        own: place == Place::Account,
        costly: false,
        guarded: false,
        call,
    }
}

impl Row {
    pub fn case(self, case: &'static str) -> Self {
        Self { case, ..self }
    }

    pub fn own(self) -> Self {
        Self { own: true, ..self }
    }

    pub fn costly(self) -> Self {
        Self { costly: true, ..self }
    }

    pub fn guarded(self) -> Self {
        Self { guarded: true, ..self }
    }

    pub fn name(&self) -> String {
        match self.case {
            "" => self.operation.to_owned(),
            case => format!("{} ({case})", self.operation),
        }
    }
}

/// A call that needs nothing made.
pub fn just(call: Call) -> Made {
    Box::pin(std::future::ready(call))
}

/// A call that needs something made before.
pub fn after(call: impl Future<Output = Call> + Send + 'static) -> Made {
    Box::pin(call)
}
