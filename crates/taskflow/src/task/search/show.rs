//! Hits as they are answered.

use super::model::{Hit, HitKind};
use super::rules::{Ask, marked, snippet};
use crate::project::Project;
use crate::task::comment::Comment;
use crate::task::model::Task;

pub fn task(ask: &Ask, task: &Task) -> Hit {
    Hit {
        kind: HitKind::Task,
        id: task.id,
        project_id: task.project_id,
        task_id: Some(task.id),
        key: task.key.clone(),
        title: marked(ask, &task.title),
        snippet: snippet(ask, &task.description),
        status_id: Some(task.status_id),
        status_category: Some(task.status_category),
        archived: task.archived_at.is_some(),
        author_id: None,
        created_at: task.created_at,
        updated_at: task.updated_at,
    }
}

pub fn comment(ask: &Ask, on: &Task, comment: &Comment) -> Hit {
    Hit {
        kind: HitKind::Comment,
        id: comment.id,
        snippet: snippet(ask, &comment.body),
        author_id: Some(comment.author_id),
        created_at: comment.created_at,
        updated_at: comment.updated_at,
        ..task(ask, on)
    }
}

pub fn project(ask: &Ask, project: &Project) -> Hit {
    Hit {
        kind: HitKind::Project,
        id: project.id,
        project_id: project.id,
        task_id: None,
        key: project.key.clone(),
        title: marked(ask, &project.name),
        snippet: snippet(ask, &project.description),
        status_id: None,
        status_category: None,
        archived: project.archived_at.is_some(),
        author_id: None,
        created_at: project.created_at,
        updated_at: project.updated_at,
    }
}
