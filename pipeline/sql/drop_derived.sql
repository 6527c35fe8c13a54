-- Which tables are made anew when the program or the codebook changed?
DROP TABLE IF EXISTS run_clock;
DROP TABLE IF EXISTS run_threshold;
DROP TABLE IF EXISTS finding;
DROP TABLE IF EXISTS balance;
DROP TABLE IF EXISTS index_baseline;
DROP TABLE IF EXISTS linked_event;
DROP TABLE IF EXISTS score;
DROP TABLE IF EXISTS activity_spell;
DROP TABLE IF EXISTS followup;
DROP TABLE IF EXISTS flow_count;
DROP TABLE IF EXISTS variable_level;
DROP TABLE IF EXISTS table_cell;
DROP TABLE IF EXISTS release_cell;
DROP TABLE IF EXISTS indicator_cell;
DROP TABLE IF EXISTS model_fit;
DROP TABLE IF EXISTS model_term;
DROP VIEW IF EXISTS model_frame;
