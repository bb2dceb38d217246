package routes.source;

/** How a column's cells are written in the file, where that is not as its type has them: {@code $1,234.50}, {@code Sep 17, 2024}. */
public interface CellFormat {
    /** The cells are texts of the column's type as they stand. */
    CellFormat PLAIN = new CellFormat() {
        @Override
        public String plain(String cell) {
            return cell;
        }

        @Override
        public String toString() {
            return "";
        }
    };

    /**
     * The cell as a text of the column's type.
     *
     * @return null when it stands for no value
     * @throws IllegalArgumentException or DateTimeException when it is not written so
     */
    String plain(String cell);

    /** For people. */
    @Override
    String toString();
}
