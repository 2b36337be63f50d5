//! Things of templates, and templates of things.

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::Result;
use crate::http::{Answer, App, Body, Params, Problem};
use crate::project;
use crate::task::access;
use crate::task::home::Home;
use crate::task::template::commands;
use crate::task::template::model::{
    MadeProject, MadeTasks, ProjectFromTemplate, SaveProject, SaveTask, TasksFromTemplate, Template,
};
use crate::workspace::{Action, WorkspaceRef, member_of};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(make_tasks))
        .routes(routes!(make_project))
        .routes(routes!(save_task))
        .routes(routes!(save_project))
}

/// Make a task of a template
///
/// With all its subtasks, or nothing; each has its own entry in the log. Takes the role editor. `task` says what is to be
/// different about it. What the template names and the project does not have is left out, and told in `left_out`. 409
/// `id_taken`.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/tasks/from-template", tag = "templates",
    operation_id = "create_tasks_from_template",
    params(("project_id" = Uuid, Path)), request_body = TasksFromTemplate,
    responses((status = 201, body = MadeTasks), (status = "4XX", body = Problem)))]
async fn make_tasks(
    caller: Caller,
    Params(project): Params<Uuid>,
    body: Body<TasksFromTemplate>,
) -> Result<Answer> {
    let Body { value: asked, digest } = body;
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = project::open(cx, actor, project, Action::EditTasks)?;
            let access = access.answering(cx).not_archived()?;
            let made = commands::make_tasks(cx, actor, &access, &asked)?;
            let mut answer = Answer::json(&made)?.with_status(StatusCode::CREATED);
            answer.location = Some(format!("/api/v1/tasks/{}", made.task.id));
            Ok(answer)
        })
        .await
}

/// Make a project of a template
///
/// With its columns, custom fields, milestones, templates and tasks, or nothing; each has its own entry in the log. Takes
/// what making a project takes. What `project` says counts more than the template. What is gone is left out, and told in
/// `left_out`. With the `id` of a project that the caller made before, that one is answered as it is. 409 as for making
/// a project.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/projects/from-template", tag = "templates",
    operation_id = "create_project_from_template",
    params(("ws" = String, Path, description = "Id or slug")), request_body = ProjectFromTemplate,
    responses((status = 201, body = MadeProject), (status = "4XX", body = Problem)))]
async fn make_project(
    caller: Caller,
    Params(ws): Params<String>,
    body: Body<ProjectFromTemplate>,
) -> Result<Answer> {
    let Body { value: asked, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let member = member_of(cx, actor, &ws, Action::CreateProject)?.answering(cx);
            let made = commands::make_project(cx, actor, &member, &asked)?;
            let mut answer = Answer::json(&made)?.with_status(StatusCode::CREATED);
            answer.location = Some(format!("/api/v1/projects/{}", made.project.id));
            Ok(answer)
        })
        .await
}

/// Save a task as a template
///
/// With all that is below it in its project. Days are counted from the day it was made; what was done is to be done
/// again. Takes the role editor in its project. With `shared` the template is for all projects, seen by all in the
/// workspace even when the project is private, and takes the role member, too. 409 `template_too_large` (300 tasks, 200
/// kB), `name_taken`, `too_many_templates`.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/template", tag = "templates", operation_id = "save_task_as_template",
    params(("task_id" = Uuid, Path)), request_body = SaveTask,
    responses((status = 201, body = Template), (status = "4XX", body = Problem)))]
async fn save_task(caller: Caller, Params(task): Params<Uuid>, body: Body<SaveTask>) -> Result<Answer> {
    let Body { value: asked, digest } = body;
    caller
        .write_body(task, &digest, move |cx, actor| {
            let access = access::open(cx, actor, task, Action::EditTasks)?.answering(cx);
            let home = if asked.shared {
                let workspace = WorkspaceRef::Id(access.workspace_id());
                Home::from(&member_of(cx, actor, &workspace, Action::ManageTemplates)?)
            } else {
                Home::from(access.project())
            };
            let template = commands::save_task(cx, actor, home, &access, &asked)?;
            Answer::created(&template, format!("/api/v1/templates/{}", template.id))
        })
        .await
}

/// Save a project as a template
///
/// With its columns, custom fields, open milestones, templates of its own, and the tasks that are neither in the trash nor
/// in the archive; what was done is to be done again. Days are counted from the day it starts, or else was made. Takes
/// the role editor in it and the role member; all in the workspace see the template, even when the project is private.
/// 409 `template_too_large` (300 tasks, 200 kB), `name_taken`, `too_many_templates`.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/template", tag = "templates", operation_id = "save_project_as_template",
    params(("project_id" = Uuid, Path)), request_body = SaveProject,
    responses((status = 201, body = Template), (status = "4XX", body = Problem)))]
async fn save_project(
    caller: Caller,
    Params(project): Params<Uuid>,
    body: Body<SaveProject>,
) -> Result<Answer> {
    let Body { value: asked, digest } = body;
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = project::open(cx, actor, project, Action::EditTasks)?.answering(cx);
            let workspace = WorkspaceRef::Id(access.workspace_id());
            let home = Home::from(&member_of(cx, actor, &workspace, Action::ManageTemplates)?);
            let template = commands::save_project(cx, actor, home, &access, &asked)?;
            Answer::created(&template, format!("/api/v1/templates/{}", template.id))
        })
        .await
}
