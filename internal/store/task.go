package store

import "time"

// Task is something that is done once, when the server's clock has come to an instant.
type Task struct {
	ID       string    `json:"id"` // what is done, to what
	Due      time.Time `json:"due"`
	Kind     string    `json:"kind"`
	Subject  string    `json:"subject"`
	Failures int       `json:"failures,omitempty"` // how often it could not be done
}

// PutTask keeps a task, in place of an earlier one of that id.
func (t *Tx) PutTask(task Task) error {
	doc, err := encode(task)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO tasks (id, due, doc) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET due = excluded.due, doc = excluded.doc`, task.ID, task.Due.UnixMicro(), doc)
	return err
}

// TakeTask removes the task that has been due for longest. It gives ErrNotFound where none is due.
func (t *Tx) TakeTask(now time.Time) (Task, error) {
	task, err := lock[Task](t, `SELECT doc FROM tasks WHERE due <= $1 ORDER BY due, id LIMIT 1`+forUpdate, now.UnixMicro())
	if err == nil {
		err = t.RemoveTask(task.ID)
	}
	return task, err
}

// RemoveTask removes a task. It gives ErrNotFound where there is none.
func (t *Tx) RemoveTask(taskID string) error {
	return t.save(`DELETE FROM tasks WHERE id = $1`, taskID)
}

// FirstTask reads the task that is due first, now or later. It gives ErrNotFound where there is none.
func (t *Tx) FirstTask() (Task, error) {
	return get[Task](t, `SELECT doc FROM tasks ORDER BY due, id LIMIT 1`)
}

// LockTask reads a task and keeps others from changing it.
func (t *Tx) LockTask(taskID string) (Task, error) {
	return lock[Task](t, `SELECT doc FROM tasks WHERE id = $1`+forUpdate, taskID)
}
