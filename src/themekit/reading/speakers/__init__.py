"""Who speaks: labels at line starts, the times beside them, and the turns that both make.

`turns.find_turns` is the door for text, `cues.read_cues` for subtitles and meeting transcripts.
"""
