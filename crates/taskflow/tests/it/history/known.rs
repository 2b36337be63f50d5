//! What a history has made so far: the answers' ids, by kind.

use uuid::Uuid;

use super::step::Step;
use crate::support::User;

#[derive(Clone)]
pub struct Person {
    pub user: User,
    /// Their account was deleted: they are answered 401 from then on.
    pub gone: bool,
}

#[derive(Clone, Copy)]
pub struct Task {
    pub id: Uuid,
    pub project: Uuid,
}

#[derive(Default)]
pub struct Known {
    /// An owner, an admin, a member, a guest, and people from outside who may be invited.
    pub people: Vec<Person>,
    /// Workspaces besides the one all happens in, and who made them.
    pub spare_workspaces: Vec<(Uuid, usize)>,
    pub projects: Vec<Uuid>,
    pub removed_projects: Vec<Uuid>,
    /// With their projects.
    pub statuses: Vec<(Uuid, Uuid)>,
    pub milestones: Vec<(Uuid, Uuid)>,
    pub cycles: Vec<(Uuid, Uuid)>,
    pub active_cycles: Vec<Uuid>,
    pub grants: Vec<(Uuid, Uuid)>,
    pub tasks: Vec<Task>,
    pub trashed: Vec<Uuid>,
    pub archived: Vec<Uuid>,
    pub completed: Vec<Uuid>,
    /// With their authors.
    pub comments: Vec<(Uuid, usize)>,
    pub times: Vec<(Uuid, usize)>,
    /// Tasks on which a timer was started, and by whom.
    pub timers: Vec<(Uuid, usize)>,
    pub relations: Vec<Uuid>,
    pub tags: Vec<Uuid>,
    pub webhooks: Vec<Uuid>,
    /// Custom fields, each with its project and its options.
    pub fields: Vec<(Uuid, Option<Uuid>, Vec<Uuid>)>,
    /// Templates, each with its project, and whether it makes projects.
    pub templates: Vec<(Uuid, Option<Uuid>, bool)>,
    /// With their owners.
    pub views: Vec<(Uuid, usize)>,
    pub rules: Vec<Uuid>,
    pub favourites: Vec<(Uuid, usize)>,
    pub reminders: Vec<(Uuid, usize)>,
    pub teams: Vec<Uuid>,
    pub invitations: Vec<Uuid>,
    /// Who was invited.
    pub invited: Vec<usize>,
    /// With their owners.
    pub tokens: Vec<(Uuid, usize)>,
}

/// How many people are there from the start, apart from outsiders.
pub const STAFF: usize = 4;

impl Known {
    pub fn task(&self, number: u16) -> Option<Task> {
        Step::pick(&self.tasks, number)
    }

    pub fn project(&self, number: u16) -> Option<Uuid> {
        Step::pick(&self.projects, number)
    }

    /// A column of the project, the newer the more often.
    pub fn status_of(&self, project: Uuid, number: u16) -> Option<Uuid> {
        let of_project = self.statuses.iter().filter(|(_, of)| *of == project);
        let ids: Vec<Uuid> = of_project.map(|(status, _)| *status).collect();
        Step::pick(&ids, number)
    }

    pub fn milestone_of(&self, project: Uuid, number: u16) -> Option<Uuid> {
        let of_project = self.milestones.iter().filter(|(_, of)| *of == project);
        let ids: Vec<Uuid> = of_project.map(|(milestone, _)| *milestone).collect();
        Step::pick(&ids, number)
    }

    pub fn cycle_of(&self, project: Uuid, number: u16) -> Option<Uuid> {
        let of_project = self.cycles.iter().filter(|(_, of)| *of == project);
        let ids: Vec<Uuid> = of_project.map(|(cycle, _)| *cycle).collect();
        Step::pick(&ids, number)
    }

    /// Another task of the same project if there is one.
    pub fn neighbour(&self, task: Task, number: u16) -> Option<Uuid> {
        let others = self
            .tasks
            .iter()
            .filter(|other| other.project == task.project && other.id != task.id);
        let ids: Vec<Uuid> = others.map(|other| other.id).collect();
        Step::pick(&ids, number)
    }

    /// Anybody who still has an account.
    pub fn anybody(&self, number: u16) -> (usize, Person) {
        let alive = self.people.iter().cloned().enumerate().filter(|(_, person)| !person.gone);
        Step::pick(&alive.collect::<Vec<_>>(), number).expect("the owner stays")
    }

    /// Somebody else than the first owner, who is to remain.
    pub fn replaceable(&self, number: u16) -> Person {
        let (_, person) = self.anybody(number);
        if person.user.id == self.people[0].user.id {
            self.people[2].clone()
        } else {
            person
        }
    }
}
