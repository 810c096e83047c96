enum TallyStart {}
