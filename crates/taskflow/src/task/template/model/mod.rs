//! Templates as REST answers them and the log carries them, and what requests say about them.

mod input;
mod plan;
mod stored;

pub use input::{
    MadeProject, MadeTasks, NewTemplate, ProjectFromTemplate, SaveProject, SaveTask, TasksFromTemplate,
    TemplatePatch,
};
pub use plan::{DueIn, FieldPlan, MilestonePlan, OptionPlan, ProjectPlan, TaskPlan, TemplatePlan};
pub use stored::{Template, TemplateKind};
