BEGIN TRANSACTION;
CREATE TABLE about (
	name VARCHAR NOT NULL, 
	value TEXT, 
	PRIMARY KEY (name)
);
INSERT INTO "about" VALUES('schema_version','7');
CREATE TABLE action (
	number INTEGER NOT NULL, 
	what TEXT NOT NULL, 
	because_of TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	date VARCHAR NOT NULL, 
	told_tellers TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE anchor (
	number INTEGER NOT NULL, 
	moves TEXT NOT NULL, 
	how VARCHAR NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE causal_link (
	number INTEGER NOT NULL, 
	cause TEXT NOT NULL, 
	effect TEXT NOT NULL, 
	valence VARCHAR NOT NULL, 
	blindfolded VARCHAR NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE coder (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	credit TEXT NOT NULL, 
	standpoint TEXT NOT NULL, 
	training TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "coder" VALUES('Ada','Ada','researcher','','','');
CREATE TABLE coding (
	number INTEGER NOT NULL, 
	code_id VARCHAR NOT NULL, 
	decision VARCHAR NOT NULL, 
	holds VARCHAR NOT NULL, 
	settles TEXT NOT NULL, 
	stance VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	mode VARCHAR NOT NULL, 
	draw VARCHAR NOT NULL, 
	score_shown FLOAT, 
	model VARCHAR NOT NULL, 
	code_hash VARCHAR NOT NULL, 
	meaning_hash VARCHAR NOT NULL, 
	codebook_hash VARCHAR NOT NULL, 
	memo TEXT NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "coding" VALUES(1,'c','accept','','[]','','','assisted','',NULL,'','','','','');
CREATE TABLE document (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	strand VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	text_hash VARCHAR NOT NULL, 
	turns TEXT NOT NULL, 
	wave VARCHAR NOT NULL, 
	"case" VARCHAR NOT NULL, 
	closed TEXT NOT NULL, 
	attributes TEXT NOT NULL, 
	read_key VARCHAR NOT NULL, 
	segment_key VARCHAR NOT NULL, 
	suggest_key VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE draw (
	number INTEGER NOT NULL, 
	draw VARCHAR NOT NULL, 
	mode VARCHAR NOT NULL, 
	round INTEGER NOT NULL, 
	purpose VARCHAR NOT NULL, 
	method VARCHAR NOT NULL, 
	frame TEXT NOT NULL, 
	frame_hash VARCHAR NOT NULL, 
	frame_size INTEGER NOT NULL, 
	seed INTEGER NOT NULL, 
	codebook_hash VARCHAR NOT NULL, 
	codes TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE draw_item (
	number INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	document VARCHAR NOT NULL, 
	text_hash VARCHAR NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	stratum VARCHAR NOT NULL, 
	probability FLOAT, 
	suggested TEXT NOT NULL, 
	note TEXT NOT NULL, 
	PRIMARY KEY (number, position)
);
CREATE TABLE effort (
	number INTEGER NOT NULL, 
	wave VARCHAR NOT NULL, 
	activity TEXT NOT NULL, 
	role TEXT NOT NULL, 
	minutes FLOAT NOT NULL, 
	basis VARCHAR NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "effort" VALUES(3,'1','reading','researcher',30.0,'written down');
CREATE TABLE event (
	number INTEGER NOT NULL, 
	event_id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	act VARCHAR NOT NULL, 
	coder VARCHAR NOT NULL, 
	time VARCHAR NOT NULL, 
	received VARCHAR NOT NULL, 
	"after" INTEGER NOT NULL, 
	since INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	replaces TEXT NOT NULL, 
	document VARCHAR NOT NULL, 
	text_hash VARCHAR NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	prefix TEXT NOT NULL, 
	suffix TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (event_id)
);
INSERT INTO "event" VALUES(1,'coding','coding','','Ada','','2026-11-28T18:12:31Z',0,0,'','','[]','s/1','5babe64c43dd71a26f7cf878f15418bb',0,14,'','','');
INSERT INTO "event" VALUES(2,'look','look','','Ada','','2026-11-28T18:12:31Z',0,0,'','','[]','s/1','5babe64c43dd71a26f7cf878f15418bb',0,14,'','','');
INSERT INTO "event" VALUES(3,'effort','effort','','Ada','','2026-11-28T18:12:31Z',0,0,'','','[]','','',0,0,'','','');
CREATE TABLE kept_text (
	text_hash VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (text_hash)
);
CREATE TABLE link (
	token_hash VARCHAR NOT NULL, 
	coder VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	made VARCHAR NOT NULL, 
	PRIMARY KEY (token_hash)
);
CREATE TABLE look (
	number INTEGER NOT NULL, 
	codes TEXT NOT NULL, 
	outcome VARCHAR NOT NULL, 
	mode VARCHAR NOT NULL, 
	draw VARCHAR NOT NULL, 
	codebook_hash VARCHAR NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "look" VALUES(2,'[]','coded','assisted','','');
CREATE TABLE mark (
	number INTEGER NOT NULL, 
	marking VARCHAR NOT NULL, 
	replacement TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE memo (
	number INTEGER NOT NULL, 
	about VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	private INTEGER NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE note (
	number INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	fields TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE opaque_key (
	"key" VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	target TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE outcome (
	number INTEGER NOT NULL, 
	outcome_id TEXT NOT NULL, 
	who TEXT NOT NULL, 
	what TEXT NOT NULL, 
	"when" TEXT NOT NULL, 
	"where" TEXT NOT NULL, 
	significance TEXT NOT NULL, 
	contribution TEXT NOT NULL, 
	substantiator TEXT NOT NULL, 
	answer VARCHAR NOT NULL, 
	comment TEXT NOT NULL, 
	segments TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE override (
	number INTEGER NOT NULL, 
	what VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	"before" VARCHAR NOT NULL, 
	now VARCHAR NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE request (
	coder VARCHAR NOT NULL, 
	request_id VARCHAR NOT NULL, 
	body_hash VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	PRIMARY KEY (coder, request_id)
);
CREATE TABLE segment (
	id VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	text_hash VARCHAR NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	speaker VARCHAR NOT NULL, 
	speaker_role VARCHAR NOT NULL, 
	start_time FLOAT, 
	question TEXT NOT NULL, 
	item VARCHAR NOT NULL, 
	"before" TEXT NOT NULL, 
	skip_reason VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE selection (
	number INTEGER NOT NULL, 
	level TEXT NOT NULL, 
	domain TEXT NOT NULL, 
	panel TEXT NOT NULL, 
	offered TEXT NOT NULL, 
	chosen TEXT NOT NULL, 
	reasons TEXT NOT NULL, 
	dissent TEXT NOT NULL, 
	fed_back TEXT NOT NULL, 
	verified TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE session (
	token_hash VARCHAR NOT NULL, 
	coder VARCHAR NOT NULL, 
	owner INTEGER NOT NULL, 
	made VARCHAR NOT NULL, 
	seen VARCHAR NOT NULL, 
	PRIMARY KEY (token_hash)
);
CREATE TABLE source (
	path VARCHAR NOT NULL, 
	strand VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	problems TEXT NOT NULL, 
	PRIMARY KEY (path)
);
CREATE TABLE stage (
	name VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	seconds FLOAT NOT NULL, 
	count_in INTEGER NOT NULL, 
	count_out INTEGER NOT NULL, 
	details TEXT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE suggestion (
	document VARCHAR NOT NULL, 
	segment_id VARCHAR NOT NULL, 
	code_id VARCHAR NOT NULL, 
	score FLOAT NOT NULL, 
	status VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	evidence_start INTEGER NOT NULL, 
	evidence_end INTEGER NOT NULL, 
	evidence TEXT NOT NULL, 
	because TEXT NOT NULL, 
	nearest_example TEXT NOT NULL, 
	against TEXT NOT NULL
);
CREATE TABLE summary (
	number INTEGER NOT NULL, 
	"case" TEXT NOT NULL, 
	wave VARCHAR NOT NULL, 
	target TEXT NOT NULL, 
	state VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	segments TEXT NOT NULL, 
	written_on VARCHAR NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE topic (
	id INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	words TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	cases INTEGER NOT NULL, 
	representatives TEXT NOT NULL, 
	returns FLOAT, 
	PRIMARY KEY (id)
);
CREATE TABLE topic_member (
	segment_id VARCHAR NOT NULL, 
	topic INTEGER NOT NULL, 
	PRIMARY KEY (segment_id)
);
CREATE TABLE topic_place (
	segment_id VARCHAR NOT NULL, 
	x FLOAT NOT NULL, 
	y FLOAT NOT NULL, 
	PRIMARY KEY (segment_id)
);
CREATE TABLE topic_share (
	segment_id VARCHAR NOT NULL, 
	topic INTEGER NOT NULL, 
	share FLOAT NOT NULL, 
	PRIMARY KEY (segment_id, topic)
);
CREATE TABLE upset (
	id VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	text_hash VARCHAR NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	day VARCHAR NOT NULL, 
	coder VARCHAR NOT NULL, 
	settled VARCHAR NOT NULL, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
CREATE TABLE versioned_code (
	codebook_hash VARCHAR NOT NULL, 
	code_id VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	code_hash VARCHAR NOT NULL, 
	meaning_hash VARCHAR NOT NULL, 
	PRIMARY KEY (codebook_hash, code_id)
);
CREATE TABLE withdrawal (
	number INTEGER NOT NULL, 
	made VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	request TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE withdrawn (
	"key" VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	scope VARCHAR NOT NULL, 
	withdrawal INTEGER NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE INDEX ix_document_source ON document (source);
CREATE INDEX ix_segment_document ON segment (document);
CREATE INDEX suggestion_document ON suggestion (document);
CREATE INDEX ix_event_document ON event (document);
CREATE INDEX ix_event_text_hash ON event (text_hash);
COMMIT;
