package routes.csv;

import routes.source.CellFormat;

/** The same in all rows. */
record Constant(String value) implements CellFormat {
    @Override
    public String plain(String cell) {
        return value;
    }

    @Override
    public String toString() {
        return "of the header";
    }
}
