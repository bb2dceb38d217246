package routes.source;

/** Days as points in time: where other files have times of the day, a day is where it begins. */
record Midnight(CellFormat format) implements CellFormat {
    @Override
    public String plain(String cell) {
        String day = format.plain(cell);
        return day == null ? null : ColumnType.date(day) + "T00:00";
    }

    @Override
    public String toString() {
        return format.toString();
    }
}
