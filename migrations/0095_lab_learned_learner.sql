-- compatible
-- By which learner: of the window as a whole, or of one month after the other.
ALTER TABLE lab_learned_settings ADD COLUMN learner text NOT NULL DEFAULT 'logistic';
